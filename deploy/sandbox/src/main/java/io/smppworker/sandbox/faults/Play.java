package io.smppworker.sandbox.faults;

import io.smppworker.sandbox.broker.Broker;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Plays a schedule: faults overlap as planned, each on a thread of its own while it lasts; those that happen to the same
 * worker, and those of the servers, wait for one another.
 */
final class Play {
    /** More than faults can last at once. */
    private static final int THREADS = 16;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private final List<Fault> schedule;
    private final List<WorkerSeat> seats;
    private final ServerFaults servers;
    private final Broker broker;
    private final Incidents incidents;
    private final Consumer<String> say;

    /** @param say called with each fault as it begins */
    Play(
            List<Fault> schedule,
            List<WorkerSeat> seats,
            ServerFaults servers,
            Broker broker,
            Incidents incidents,
            Consumer<String> say) {
        this.schedule = List.copyOf(schedule);
        this.seats = List.copyOf(seats);
        this.servers = servers;
        this.broker = broker;
        this.incidents = incidents;
        this.say = say;
    }

    /**
     * Plays all of it; returns when the last fault has ended.
     *
     * @throws IllegalStateException when a fault could not be carried out
     */
    void run() {
        try {
            List<Future<?>> all = new ArrayList<>();
            for (Fault fault : schedule) {
                all.add(threads.schedule(() -> suffer(fault), fault.at().toMillis(), TimeUnit.MILLISECONDS));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a fault could not be carried out", Objects.requireNonNull(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            stop();
        }
    }

    /** Lets nothing begin any more, and what goes on end at once. */
    void stop() {
        threads.shutdownNow();
    }

    private Fault suffer(Fault fault) throws InterruptedException {
        say.accept(fault.toString());
        incidents.begun(fault.kind());
        switch (fault.kind().target()) {
            case WORKER -> seats.get(fault.target()).suffer(fault);
            case SERVER, ALL_SERVERS -> servers.suffer(fault);
            case BROKER -> killBroker(fault);
        }
        return fault;
    }

    private void killBroker(Fault fault) throws InterruptedException {
        synchronized (broker) {
            broker.kill();
            TimeUnit.NANOSECONDS.sleep(fault.lasts().toNanos());
            broker.start();
        }
    }
}
