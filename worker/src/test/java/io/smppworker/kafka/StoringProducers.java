package io.smppworker.kafka;

import org.apache.kafka.clients.producer.Producer;

/** For tests of other packages: a {@link StoringProducer} on a producer that is played. */
public final class StoringProducers {
    private StoringProducers() {}

    /** Fails when told that the worker must end. */
    public static StoringProducer on(Producer<byte[], byte[]> producer) {
        return new StoringProducer(producer, fatal -> {
            throw new AssertionError(fatal);
        });
    }
}
