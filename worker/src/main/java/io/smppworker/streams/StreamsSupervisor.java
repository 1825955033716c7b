package io.smppworker.streams;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one Kafka Streams instance running: applies {@link RestartPolicy} to its failures, closing the instance and opening
 * another where a new thread does not help. An unreachable Kafka is no failure here: the threads wait for it. Thread-safe;
 * restarts run on the scheduler.
 */
public final class StreamsSupervisor {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsSupervisor.class);
    private static final Duration END_BOUND = Duration.ofSeconds(30);
    private static final Duration EARLIER_LIFE_PAUSE = Duration.ofMillis(250);

    private final Supplier<Instance> factory;
    private final Path stateDir;
    private final LongSupplier ticker;
    private final ScheduledExecutorService scheduler;
    private final LostMembers lostMembers;
    private final CrashMark crashMark;
    private final RestartPolicy restarts = new RestartPolicy();
    private volatile @Nullable KafkaStreams streams;
    private volatile @Nullable String trouble;
    private boolean closed;

    /** An instance that was not started, and the clients it has made. */
    public record Instance(KafkaStreams streams, StreamsClients clients) {}

    /**
     * @param factory makes an instance
     * @param stateDir named in messages when it is full
     * @param ticker nanoseconds
     * @param scheduler one thread; shut down by {@link #close}
     * @param lostMembers is notified when the group has changed
     */
    public StreamsSupervisor(
            Supplier<Instance> factory,
            Path stateDir,
            LongSupplier ticker,
            ScheduledExecutorService scheduler,
            LostMembers lostMembers) {
        this.factory = factory;
        this.stateDir = stateDir;
        this.ticker = ticker;
        this.scheduler = scheduler;
        this.lostMembers = lostMembers;
        this.crashMark = new CrashMark(stateDir);
    }

    /** Returns at once. Throws when the properties are wrong; retries later when the disk is at fault. */
    public void start() {
        try {
            open(false);
        } catch (RuntimeException failure) {
            StreamsFailure kind = StreamsFailure.of(failure);
            if (kind == StreamsFailure.OTHER) {
                throw failure;
            }
            if (actionAfter(kind) instanceof RestartPolicy.Action.Restart restart) {
                restartLater(kind, restart, failure);
            }
        }
    }

    public KafkaStreams.State state() {
        KafkaStreams current = streams;
        return current == null ? KafkaStreams.State.CREATED : current.state();
    }

    /** Why it is not working, as text; null when it is. */
    public @Nullable String missing() {
        KafkaStreams.State state = state();
        if (state == KafkaStreams.State.RUNNING) {
            return null;
        }
        String known = trouble;
        return known == null ? "the correlator is " + state : known;
    }

    /** Opens an instance, unless the supervisor was closed meanwhile. */
    private synchronized void open(boolean withoutState) {
        if (closed) {
            return;
        }
        Instance instance = factory.get();
        KafkaStreams fresh = instance.streams();
        AtomicBoolean givenUp = new AtomicBoolean();
        fresh.setUncaughtExceptionHandler(failure -> failed(failure, givenUp));
        fresh.setStateListener((now, before) -> changed(now));
        streams = fresh;
        boolean crashed = crashMark.isLeft();
        if (crashed) {
            LOG.info("the correlator's state was left by a crash, and is rebuilt from Kafka");
        }
        if (withoutState || crashed) {
            fresh.cleanUp();
        }
        crashMark.set();
        long now = ticker.getAsLong();
        scheduler.execute(() -> {
            lostMembers.endEarlierLife(instance.clients().transactionalIds());
            begin(instance, now);
        });
    }

    private void changed(KafkaStreams.State now) {
        if (now == KafkaStreams.State.RUNNING) {
            trouble = null;
            lostMembers.groupChanged(true);
        } else if (now == KafkaStreams.State.REBALANCING) {
            lostMembers.groupChanged(false);
        }
    }

    /**
     * Starts it once the group has removed the members of an earlier run that died, if there was one: joining before makes
     * all others wait for those, and nothing is committed meanwhile.
     */
    private void begin(Instance instance, long sinceNanos) {
        if (ticker.getAsLong() - sinceNanos < END_BOUND.toNanos()
                && lostMembers.isMember(instance.clients().transactionalIds())) {
            var unused = scheduler.schedule(
                    () -> begin(instance, sinceNanos), EARLIER_LIFE_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            return;
        }
        try {
            synchronized (this) {
                if (!closed) {
                    instance.streams().start();
                }
            }
        } catch (RuntimeException failure) {
            openLater(StreamsFailure.OTHER, false, failure);
        }
    }

    private StreamThreadExceptionResponse failed(Throwable failure, AtomicBoolean givenUp) {
        if (givenUp.get()) {
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        StreamsFailure kind = StreamsFailure.of(failure);
        RestartPolicy.Action action = actionAfter(kind);
        if (action instanceof RestartPolicy.Action.Restart restart) {
            if (givenUp.compareAndSet(false, true)) {
                restartLater(kind, restart, failure);
            }
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.error("The correlator's thread failed; a new one goes on from the last transaction", failure);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private RestartPolicy.Action actionAfter(StreamsFailure kind) {
        synchronized (restarts) {
            return restarts.after(kind, ticker.getAsLong());
        }
    }

    private void restartLater(StreamsFailure kind, RestartPolicy.Action.Restart restart, Throwable failure) {
        String words = switch (kind) {
            case NO_SPACE -> "the correlator has stopped: no space left in " + stateDir;
            case STATE ->
                "the correlator has stopped: its state in " + stateDir + " cannot be used, and is rebuilt from Kafka";
            case OTHER ->
                "the correlator has stopped: it failed again and again ("
                        + failure.getClass().getSimpleName() + ")";
        };
        trouble = words;
        LOG.error("{}; it starts again in {} s", words, restart.after().toSeconds(), failure);
        var unused = scheduler.schedule(
                () -> restart(kind, restart.withoutState()), restart.after().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void restart(StreamsFailure kind, boolean withoutState) {
        try {
            KafkaStreams old = streams;
            if (old != null && !old.close(END_BOUND)) {
                throw new IllegalStateException("the instance that failed does not end");
            }
            crashMark.clear();
            open(withoutState);
        } catch (RuntimeException failure) {
            openLater(kind, withoutState, failure);
        }
    }

    /** An instance could not be opened. */
    private void openLater(StreamsFailure kind, boolean withoutState, RuntimeException failure) {
        StreamsFailure now = StreamsFailure.of(failure);
        RestartPolicy.Action.Restart again;
        synchronized (restarts) {
            again = now == StreamsFailure.NO_SPACE
                    ? new RestartPolicy.Action.Restart(RestartPolicy.SPACE_PAUSE, withoutState)
                    : restarts.restart(withoutState || now == StreamsFailure.STATE, ticker.getAsLong());
        }
        restartLater(now == StreamsFailure.OTHER ? kind : now, again, failure);
    }

    /**
     * Commits, leaves the group so that others take over at once, and closes.
     *
     * @return whether it was done within the time
     */
    public boolean close(Duration timeout) {
        synchronized (this) {
            closed = true;
        }
        scheduler.shutdownNow();
        lostMembers.close();
        KafkaStreams last = streams;
        boolean inOrder = last == null
                || last.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(timeout));
        if (inOrder) {
            crashMark.clear();
        }
        return inOrder;
    }
}
