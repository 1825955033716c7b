package io.smppworker.correlate;

import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;

/** Has the thread of a correlator hang in its poll while the heartbeats of its member go on. */
public final class HangingPolls implements ConsumerInterceptor<byte[], byte[]> {
    private static final String GATE = "hanging.polls.gate";
    private static final String HANGS = "hanging.polls.hangs";

    private CountDownLatch gate = new CountDownLatch(0);
    private CountDownLatch hangs = new CountDownLatch(0);

    /**
     * Adds it to a correlator's properties: its thread hangs from its first records on, as {@code hangs} says, until {@code
     * gate} opens.
     */
    static Properties addedTo(Properties properties, CountDownLatch hangs, CountDownLatch gate) {
        properties.put(StreamsConfig.mainConsumerPrefix(HANGS), hangs);
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
                HangingPolls.class.getName());
        properties.put(StreamsConfig.mainConsumerPrefix(GATE), gate);
        return properties;
    }

    @Override
    public void configure(Map<String, ?> configs) {
        gate = (CountDownLatch) Objects.requireNonNull(configs.get(GATE));
        hangs = (CountDownLatch) Objects.requireNonNull(configs.get(HANGS));
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        hangs.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // of no interest
    }

    @Override
    public void close() {
        // holds nothing
    }
}
