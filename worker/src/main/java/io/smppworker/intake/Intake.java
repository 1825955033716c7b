package io.smppworker.intake;

import io.smppworker.lease.FormingGroup;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.UnsupportedAssignorException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an {@link IntakeLoop} running. Kafka's consumer fails for good on some errors that pass at the broker, such as a group
 * that is full; then another consumer joins the group in its place. One thread runs {@link #run}; {@link #stop} may be called
 * from any.
 */
public final class Intake implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final long PAUSE_MILLIS = 1_000;
    private static final long LOOK_MILLIS = 100;
    private static final long REHEARSAL_SECONDS = 3;
    /** Errors that stay until someone changes the configuration of this worker or of the broker. */
    private static final Set<Class<? extends KafkaException>> TO_BE_CONFIGURED = Set.of(
            AuthenticationException.class,
            AuthorizationException.class,
            InconsistentGroupProtocolException.class,
            InvalidGroupIdException.class,
            InvalidSessionTimeoutException.class,
            UnsupportedAssignorException.class,
            UnsupportedVersionException.class);

    private final FormingGroup group;
    private final Supplier<IntakeLoop> loops;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean rehearsed; // by the thread that runs this
    private IntakeLoop loop; // guarded by this

    /** @param group the group, which is not joined while it forms */
    Intake(FormingGroup group, Supplier<IntakeLoop> loops) {
        this.group = group;
        this.loops = loops;
        this.loop = loops.get();
    }

    /**
     * Runs until {@link #stop}; then gives everything up in order and leaves the group.
     *
     * @throws KafkaException on an error that another consumer would meet again
     */
    @Override
    public void run() {
        IntakeLoop running = current();
        while (true) {
            try {
                awaitFormed(running);
                running.run();
                return;
            } catch (KafkaException e) {
                if (!mayPass(e)) {
                    throw e;
                }
                LOG.error("the group's consumer has failed ({}): joining again with another", e.toString(), e);
            }
            if (stoppedWithin(PAUSE_MILLIS)) {
                return;
            }
            running = another();
        }
    }

    /**
     * Finds the coordinator first, so that the group's state, asked for next, still holds when the consumer joins. Where other
     * members have slots and lanes, which will stand idle from their release until this worker uses them, it rehearses before
     * it joins. A group without members takes its time to form, and it rehearses meanwhile.
     */
    private void awaitFormed(IntakeLoop joining) {
        joining.findCoordinator();
        if (group.isNew()) {
            boolean forming = group.isForming();
            var unused = rehearsal(joining);
            while (forming && !stoppedWithin(LOOK_MILLIS)) {
                forming = group.isForming();
            }
        } else {
            CompletionStage<Void> rehearsal = rehearsal(joining);
            if (!group.isEmpty()) {
                await(rehearsal);
            }
        }
    }

    private CompletionStage<Void> rehearsal(IntakeLoop joining) {
        CompletionStage<Void> rehearsal = rehearsed ? CompletableFuture.completedStage(null) : joining.rehearse();
        rehearsed = true;
        return rehearsal;
    }

    private static void await(CompletionStage<Void> rehearsal) {
        try {
            rehearsal
                    .toCompletableFuture()
                    .orTimeout(REHEARSAL_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            LOG.debug("joining without a rehearsal", e);
        }
    }

    private static boolean mayPass(KafkaException error) {
        return error instanceof ApiException && TO_BE_CONFIGURED.stream().noneMatch(kind -> kind.isInstance(error));
    }

    private boolean stoppedWithin(long millis) {
        try {
            return stopped.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private synchronized IntakeLoop current() {
        return loop;
    }

    private synchronized IntakeLoop another() {
        loop = loops.get();
        if (stopped.getCount() == 0) {
            loop.stop();
        }
        return loop;
    }

    /** See {@link IntakeLoop#awaitInUse}. Any thread. */
    public boolean awaitInUse(Duration atMost) throws InterruptedException {
        return current().awaitInUse(atMost);
    }

    /** Lets {@link #run} end in order. */
    public synchronized void stop() {
        stopped.countDown();
        loop.stop();
    }
}
