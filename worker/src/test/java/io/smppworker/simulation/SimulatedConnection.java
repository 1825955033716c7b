package io.smppworker.simulation;

import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.transcoder.DefaultPduTranscoder;
import com.cloudhopper.smpp.transcoder.DefaultPduTranscoderContext;
import com.cloudhopper.smpp.transcoder.PduTranscoder;
import com.cloudhopper.smpp.type.RecoverablePduException;
import com.cloudhopper.smpp.type.UnrecoverablePduException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.smppworker.smpp.SteppedConnector;

/** A TCP connection between a worker and a server: octets arrive in their order, some time later, until it is cut. */
final class SimulatedConnection implements SteppedConnector.Connection {
    private static final PduTranscoder TRANSCODER = new DefaultPduTranscoder(new DefaultPduTranscoderContext());

    private final World world;
    private final SimulatedProcess process;
    private final SteppedConnector.Incoming worker;
    private final ServerSession server;
    private final long leastLatencyNanos;
    private final long mostLatencyNanos;
    private long upNanos;
    private long downNanos;
    private boolean cut;

    SimulatedConnection(
            SimulatedProcess process,
            SteppedConnector.Incoming worker,
            ServerSession server,
            long leastLatencyNanos,
            long mostLatencyNanos) {
        this.world = process.world();
        this.process = process;
        this.worker = worker;
        this.server = server;
        this.leastLatencyNanos = leastLatencyNanos;
        this.mostLatencyNanos = mostLatencyNanos;
    }

    SimulatedProcess process() {
        return process;
    }

    private long latency() {
        return world.between(leastLatencyNanos, mostLatencyNanos);
    }

    @Override
    public void write(byte[] octets) {
        Pdu pdu = decoded(octets);
        server.written(pdu);
        upNanos = Math.max(upNanos, world.nanos() + latency());
        world.at(upNanos, () -> {
            if (!cut) {
                server.received(pdu);
            }
        });
    }

    private static Pdu decoded(byte[] octets) {
        ByteBuf buffer = Unpooled.wrappedBuffer(octets);
        try {
            return TRANSCODER.decode(buffer);
        } catch (RecoverablePduException | UnrecoverablePduException e) {
            throw new IllegalStateException(e);
        } finally {
            buffer.release();
        }
    }

    /** The worker closes it, or its kernel when the process has died. */
    @Override
    public void close() {
        upNanos = Math.max(upNanos, world.nanos() + latency());
        world.at(upNanos, this::gone);
    }

    private void gone() {
        if (!cut) {
            cut = true;
            server.closed();
        }
    }

    /**
     * From the server to the worker.
     *
     * @param read runs when the worker has read it
     */
    void send(Pdu pdu, Runnable read) {
        byte[] octets = encoded(pdu);
        downNanos = Math.max(downNanos, world.nanos() + latency());
        world.at(
                downNanos,
                () -> process.later(0, () -> {
                    if (!cut && worker.read(octets)) {
                        read.run();
                    }
                }));
    }

    private static byte[] encoded(Pdu pdu) {
        try {
            ByteBuf buffer = TRANSCODER.encode(pdu);
            byte[] octets = new byte[buffer.readableBytes()];
            buffer.readBytes(octets).release();
            return octets;
        } catch (RecoverablePduException | UnrecoverablePduException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server closes it after what it has sent. */
    void closeByServer() {
        downNanos = Math.max(downNanos, world.nanos() + latency());
        world.at(downNanos, () -> process.later(0, worker::closed));
        server.closed();
    }

    /** Neither end notices; what is on its way is lost, as is all that they still send. */
    void drop() {
        cut = true;
    }

    /** Both ends lose it; what is on its way is lost. */
    void cut() {
        if (!cut) {
            cut = true;
            server.closed();
            world.after(latency(), () -> process.later(0, worker::closed));
        }
    }
}
