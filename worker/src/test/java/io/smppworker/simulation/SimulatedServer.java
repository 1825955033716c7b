package io.smppworker.simulation;

import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import io.smppworker.message.CommandStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** One server of the provider: counts binds and submit_sm over all sessions, as strictly as any does. */
final class SimulatedServer {
    static final int MOST_BINDS = 4;
    static final int MOST_PER_SECOND = 50;
    static final int MOST_OUTSTANDING = 10;
    /** For so long it counts sessions whose end it has not noticed. */
    static final long MOST_LINGER_SECONDS = 10;

    /** For so long it waits for unbind_resp. */
    static final long MOST_UNBIND_MILLIS = 5_000;

    static final int ESME_RINVDSTADR = 0x0B;

    private final World world;
    private final VirtualProvider provider;
    private final String name;
    private final List<ServerSession> sessions = new ArrayList<>();
    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    /** Sessions whose end the server has not noticed. */
    private int lingering;

    private long upAgainNanos;
    private long calmAgainNanos;
    private long quickAgainNanos;
    private double unanswered;

    /** A submit_sm. */
    private record Arrival(long nanos, SimulatedProcess from) {}

    SimulatedServer(World world, VirtualProvider provider, String name) {
        this.world = world;
        this.provider = provider;
        this.name = name;
    }

    VirtualProvider provider() {
        return provider;
    }

    boolean isUp() {
        return world.nanos() >= upAgainNanos;
    }

    List<ServerSession> bound() {
        return sessions.stream().filter(ServerSession::isBound).toList();
    }

    List<ServerSession> sessionsOf(SimulatedProcess process) {
        return sessions.stream().filter(session -> session.process() == process).toList();
    }

    void add(ServerSession session) {
        sessions.add(session);
    }

    void closed(ServerSession session) {
        sessions.remove(session);
    }

    /** Nobody can connect for so long; sessions are ended. */
    void maintain(long nanos) {
        upAgainNanos = Math.max(upAgainNanos, world.nanos() + nanos);
        List.copyOf(sessions).forEach(ServerSession::close);
    }

    /** Refuses most of what comes for so long. */
    void storm(long nanos) {
        calmAgainNanos = Math.max(calmAgainNanos, world.nanos() + nanos);
    }

    /** Answers take their time for so long. */
    void slow(long nanos) {
        quickAgainNanos = Math.max(quickAgainNanos, world.nanos() + nanos);
    }

    /** So many of the submit_sm get no answer, or a late one. */
    void leaveUnanswered(double share) {
        unanswered = share;
    }

    void cut() {
        List.copyOf(sessions).forEach(ServerSession::cut);
    }

    /** Ends one session in order, or all. */
    void unbind() {
        some().forEach(ServerSession::unbind);
    }

    /** One session is half open, or all are: the worker sees no end of it, and the server only after a while. */
    void halfOpen() {
        for (ServerSession session : some()) {
            session.drop();
            linger(session, world.between(0, MOST_LINGER_SECONDS * World.SECOND));
        }
    }

    private List<ServerSession> some() {
        List<ServerSession> bound = bound();
        return bound.isEmpty() || world.chance(0.3)
                ? bound
                : List.of(bound.get(world.random().nextInt(bound.size())));
    }

    /** The other end is gone without a word: its session is counted for a while. */
    void linger(ServerSession session, long nanos) {
        if (session.isBound()) {
            lingering++;
            world.after(nanos, () -> lingering--);
        }
        session.closed();
    }

    int bindStatus() {
        return bound().size() + lingering >= MOST_BINDS ? CommandStatus.ESME_RALYBND : CommandStatus.ESME_ROK;
    }

    /** Whether sessions count that nobody has, or whose slots are others' by now. */
    boolean isCrowded() {
        return lingering > 0
                || bound().stream().anyMatch(session -> provider.watch().slots().isStray(session));
    }

    void submitted(ServerSession session, SubmitSm request, Submitted submitted) {
        arrivals.addLast(new Arrival(world.nanos(), session.process()));
        while (world.nanos() - arrivals.getFirst().nanos >= World.SECOND) {
            arrivals.removeFirst();
        }
        long ofProcess = arrivals.stream()
                .filter(arrival -> arrival.from == session.process())
                .count();
        provider.watch().arrived(this, session, arrivals.size(), (int) ofProcess);
        SubmitSmResp response = request.createResponse();
        int status = status(submitted);
        boolean isTaken = status == CommandStatus.ESME_ROK;
        boolean isUnanswered = world.chance(unanswered);
        if (isUnanswered && world.chance(0.3)) { // swallowed
            return;
        }
        if (isTaken) {
            response.setMessageId(provider.take(submitted));
        }
        response.setCommandStatus(status);
        if (!isUnanswered) {
            world.after(answerNanos(), () -> session.answer(submitted, response));
        } else if (world.chance(0.5)) {
            world.after(world.between(5_000, 20_000) * World.MILLI, () -> session.answer(submitted, response));
        }
    }

    private long answerNanos() {
        if (world.nanos() < quickAgainNanos) {
            return world.between(300, 3_000) * World.MILLI;
        }
        return world.chance(0.02) ? world.between(100, 2_000) * World.MILLI : world.between(1, 60) * World.MILLI;
    }

    private int status(Submitted submitted) {
        if (world.nanos() < calmAgainNanos && world.chance(0.7)) {
            return CommandStatus.ESME_RTHROTTLED;
        }
        if (provider.refuses(submitted)) {
            return ESME_RINVDSTADR;
        }
        return world.chance(0.005) ? CommandStatus.ESME_RSYSERR : CommandStatus.ESME_ROK;
    }

    @Override
    public String toString() {
        return name;
    }
}
