package io.smppworker.simulation;

import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.DeliverSmResp;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.Unbind;
import com.cloudhopper.smpp.pdu.UnbindResp;
import com.cloudhopper.smpp.type.SmppInvalidArgumentException;
import io.smppworker.message.CommandStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One session of a server, as the provider has it: from connect to close, or longer, where the provider does not notice. */
final class ServerSession {
    private static final long DELIVER_RESP_NANOS = 10 * World.SECOND;

    private final World world;
    private final SimulatedServer server;
    private final SimulatedProcess process;
    private final int slot;
    private final Map<Integer, ToDeliver> undelivered = new HashMap<>();
    private @Nullable SimulatedConnection connection;
    private boolean bound;
    private boolean closed;
    /** The server has asked for its end. */
    private boolean unbinding;

    private boolean unbindAnswered;
    private int outstanding;
    private int sequenceNumber;

    ServerSession(World world, SimulatedServer server, SimulatedProcess process, int slot) {
        this.world = world;
        this.server = server;
        this.process = process;
        this.slot = slot;
    }

    void connected(SimulatedConnection made) {
        connection = made;
    }

    private SimulatedConnection connection() {
        return Objects.requireNonNull(connection);
    }

    boolean isBound() {
        return bound && !closed;
    }

    SimulatedProcess process() {
        return process;
    }

    int slot() {
        return slot;
    }

    /** submit_sm without an answer. */
    int outstanding() {
        return outstanding;
    }

    /** The worker has written it: it cannot be taken back. */
    void written(Pdu pdu) {
        if (pdu instanceof SubmitSm submitSm) {
            server.provider().watch().submitted(this, server, Submitted.of(submitSm), submitSm.getRegisteredDelivery());
        } else if (pdu instanceof DeliverSmResp response && response.getCommandStatus() == CommandStatus.ESME_ROK) {
            ToDeliver toDeliver = undelivered.get(response.getSequenceNumber());
            if (toDeliver != null) {
                server.provider().watch().acknowledged(toDeliver);
            }
        } else if (pdu instanceof UnbindResp) {
            unbindAnswered = true;
        }
    }

    void received(Pdu pdu) {
        if (closed) {
            return;
        }
        if (pdu instanceof BaseBind<?> bind) {
            bind(bind);
        } else if (pdu instanceof SubmitSm submitSm) {
            boolean isIgnored = unbinding && world.chance(0.5);
            if (bound && !isIgnored) {
                outstanding++;
                server.submitted(this, submitSm, Submitted.of(submitSm));
            }
        } else if (pdu instanceof EnquireLink request) {
            answer(request.createResponse());
        } else if (pdu instanceof Unbind request) {
            answer(request.createResponse());
            close();
        } else if (pdu instanceof UnbindResp) {
            close();
        } else if (pdu instanceof DeliverSmResp response) {
            delivered(response);
        }
    }

    private void bind(BaseBind<?> request) {
        PduResponse response = (PduResponse) request.createResponse();
        int status = server.bindStatus();
        response.setCommandStatus(status);
        world.after(world.between(1, 20) * World.MILLI, () -> {
            if (!closed) {
                answer(response);
                if (status != CommandStatus.ESME_ROK) {
                    close();
                }
            }
        });
        bound = status == CommandStatus.ESME_ROK;
        if (!bound) {
            server.provider().watch().slots().refused(slot, server.isCrowded());
        }
        world.report("%s: %s binds slot %d: 0x%02X", server, process, slot, status);
    }

    private void answer(PduResponse response) {
        connection().send(response, () -> {});
    }

    /** Answers a submit_sm; its sender has no use for it once the session is closed. */
    void answer(Submitted submitted, PduResponse response) {
        if (!closed) {
            outstanding--;
            int status = response.getCommandStatus();
            connection().send(response, () -> server.provider().watch().answered(submitted, status, process));
        }
    }

    void deliver(ToDeliver toDeliver) {
        int number = ++sequenceNumber;
        DeliverSm deliverSm = toDeliver.deliverSm();
        deliverSm.setSequenceNumber(number);
        undelivered.put(number, toDeliver);
        connection().send(deliverSm, () -> {});
        world.after(DELIVER_RESP_NANOS, () -> {
            if (undelivered.remove(number, toDeliver)) {
                server.provider().deliverAgain(toDeliver);
            }
        });
    }

    private void delivered(DeliverSmResp response) {
        ToDeliver toDeliver = undelivered.remove(response.getSequenceNumber());
        if (toDeliver != null && response.getCommandStatus() == CommandStatus.ESME_ROK) {
            server.provider().watch().delivered();
        } else if (toDeliver != null) {
            server.provider().deliverAgain(toDeliver);
        }
    }

    /** The server closes it when that is answered, and does not wait for long; of the submit_sm that still come it ignores half. */
    void unbind() {
        if (unbinding) {
            return;
        }
        unbinding = true;
        Unbind request = new Unbind();
        request.setSequenceNumber(++sequenceNumber);
        connection().send(request, () -> {
            if (!unbindAnswered) {
                server.provider().watch().violated("%s#%d: %s has not answered unbind", server, slot, process);
            }
        });
        world.after(world.between(500, SimulatedServer.MOST_UNBIND_MILLIS) * World.MILLI, this::close);
    }

    /** In order: by the server. */
    void close() {
        if (!closed) {
            connection().closeByServer();
        }
    }

    /** The worker's kernel closes it, after what the worker has written. */
    void closedByKernel() {
        connection().close();
    }

    void cut() {
        if (!closed) {
            connection().cut();
        }
    }

    /** Nothing arrives any more, either way, and nobody notices. */
    void drop() {
        connection().drop();
    }

    /** The connection is gone. */
    void closed() {
        if (!closed) {
            closed = true;
            server.closed(this);
            List<ToDeliver> left = new ArrayList<>(undelivered.values());
            undelivered.clear();
            left.forEach(server.provider()::deliverAgain);
        }
    }

    /**
     * A receipt on its way to whoever is bound.
     *
     * @param id of the message, as the provider writes it in receipts
     */
    record ReceiptToSend(Submitted of, String id, String status) implements ToDeliver {
        @Override
        public String key() {
            return Long.parseLong(id) + status;
        }

        @Override
        public DeliverSm deliverSm() {
            DeliverSm deliverSm = new DeliverSm();
            deliverSm.setEsmClass((byte) 0x04);
            String text = "id:" + id + " sub:001 dlvrd:001 submit date:2601010000 done date:2601010000 stat:" + status
                    + " err:000 text:";
            try {
                deliverSm.setShortMessage(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            } catch (SmppInvalidArgumentException e) {
                throw new IllegalStateException(e);
            }
            deliverSm.setSourceAddress(new com.cloudhopper.smpp.type.Address(
                    (byte) 1, (byte) 1, String.valueOf(Submitted.FIRST + of.number())));
            deliverSm.setDestAddress(new com.cloudhopper.smpp.type.Address((byte) 0, (byte) 0, "12345"));
            return deliverSm;
        }
    }
}
