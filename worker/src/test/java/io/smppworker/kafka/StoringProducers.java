package io.smppworker.kafka;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;

/** For tests of other packages: a {@link StoringProducer} on a producer that is played. */
public final class StoringProducers {
    private StoringProducers() {}

    /** Stores at once what it is to store soon. Fails when it is reported that the worker must end. */
    public static StoringProducer on(Producer<byte[], byte[]> producer) {
        return new StoringProducer(
                producer,
                fatal -> {
                    throw new AssertionError(fatal);
                },
                new Now());
    }

    /** What is to be done later is done now. */
    private static final class Now extends ScheduledThreadPoolExecutor {
        private Now() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            task.run();
            return super.schedule(() -> {}, 0, unit);
        }
    }
}
