package io.smppworker.streams;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles a record that cannot be read or processed: it is counted, logged by topic, partition and offset, never by
 * content, and skipped, so that one bad record does not stop all others. A failure of Kafka or of a store is no fault of
 * the record and stops the thread; processing resumes from the last transaction.
 */
public final class RecordFaults implements DeserializationExceptionHandler, ProcessingExceptionHandler {
    /** The property with the {@link Runnable} to run for each such record. */
    public static final String LISTENER = "record.faults.listener";

    private static final Logger LOG = LoggerFactory.getLogger(RecordFaults.class);

    private Runnable listener = () -> {};

    @Override
    public void configure(Map<String, ?> configs) {
        if (configs.get(LISTENER) instanceof Runnable given) {
            listener = given;
        }
    }

    @Override
    public DeserializationExceptionHandler.Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        note(context, exception);
        return DeserializationExceptionHandler.Response.resume();
    }

    @Override
    public ProcessingExceptionHandler.Response handleError(
            ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        if (exception instanceof KafkaException && !(exception instanceof SerializationException)) {
            return ProcessingExceptionHandler.Response.fail();
        }
        note(context, exception);
        return ProcessingExceptionHandler.Response.resume();
    }

    private void note(ErrorHandlerContext context, Exception exception) {
        listener.run();
        LOG.error(
                "Passed over a record that cannot be processed: {}-{}@{} at {} ({})",
                context.topic(),
                context.partition(),
                context.offset(),
                context.processorNodeId(),
                exception.getClass().getSimpleName());
    }
}
