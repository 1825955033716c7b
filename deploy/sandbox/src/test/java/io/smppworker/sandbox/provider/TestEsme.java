package io.smppworker.sandbox.provider;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.BaseBindResp;
import com.cloudhopper.smpp.pdu.BindReceiver;
import com.cloudhopper.smpp.pdu.BindTransceiver;
import com.cloudhopper.smpp.pdu.BindTransmitter;
import com.cloudhopper.smpp.pdu.DataSm;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.DeliverSmResp;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** A client on a bare socket that does exactly what it is asked: nothing is throttled, checked or repeated. */
final class TestEsme implements AutoCloseable {
    private static final int SECONDS = 10;

    final BlockingQueue<DeliverSm> delivered = new LinkedBlockingQueue<>();
    final BlockingQueue<Pdu> received = new LinkedBlockingQueue<>();

    private final Socket socket;
    private final OutputStream out;
    private final AtomicInteger sequence = new AtomicInteger();
    private volatile boolean eof;
    private volatile boolean answering = true;
    /** Attempt number → command_status of the deliver_sm_resp. */
    private volatile IntUnaryOperator deliverStatus = n -> 0;

    private final AtomicInteger deliverCount = new AtomicInteger();

    private TestEsme(Socket socket) throws IOException {
        this.socket = socket;
        out = socket.getOutputStream();
        Thread reader = new Thread(this::read, "test-esme");
        reader.setDaemon(true);
        reader.start();
    }

    static TestEsme connect(ServerEndpoint server) throws IOException {
        return over(new Socket(server.host(), server.plainPort()));
    }

    static TestEsme over(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        return new TestEsme(socket);
    }

    /** Connected and bound with the default credentials. */
    static TestEsme bound(ServerEndpoint server, PeerBindType type) throws Exception {
        TestEsme esme = connect(server);
        int status = esme.bind(type).getCommandStatus();
        if (status != 0) {
            throw new IllegalStateException("bind answered " + status);
        }
        return esme;
    }

    /** Stops answering deliver_sm and enquire_link. */
    TestEsme silent() {
        answering = false;
        return this;
    }

    TestEsme answeringDeliver(IntUnaryOperator status) {
        deliverStatus = status;
        return this;
    }

    BaseBindResp bind(PeerBindType type) throws Exception {
        return bind(bindRequest(type));
    }

    BaseBindResp bind(BaseBind<?> request) throws Exception {
        send(request);
        return await(BaseBindResp.class);
    }

    static BaseBind<?> bindRequest(PeerBindType type) {
        BaseBind<?> request = switch (type) {
            case TRANSMITTER -> new BindTransmitter();
            case RECEIVER -> new BindReceiver();
            case TRANSCEIVER -> new BindTransceiver();
        };
        request.setSystemId(ProviderConfig.defaults().systemId());
        request.setPassword(ProviderConfig.defaults().password());
        request.setInterfaceVersion(SmppConstants.VERSION_3_4);
        return request;
    }

    SubmitSmResp submit(SubmitSm pdu) throws Exception {
        send(pdu);
        return await(SubmitSmResp.class);
    }

    /** Sends with the next sequence_number unless the PDU has one. */
    void send(Pdu pdu) throws IOException {
        if (!pdu.hasSequenceNumberAssigned()) {
            pdu.setSequenceNumber(sequence.incrementAndGet());
        }
        sendRaw(octets(pdu));
    }

    static byte[] octets(Pdu pdu) {
        return io.netty.buffer.ByteBufUtil.getBytes(PeerPdus.encode(pdu));
    }

    synchronized void sendRaw(byte[] octets) throws IOException {
        out.write(octets);
        out.flush();
    }

    /** The next PDU that is no deliver_sm; it has to be of this type. */
    <T extends Pdu> T await(Class<T> type) throws InterruptedException {
        return type.cast(await());
    }

    Pdu await() throws InterruptedException {
        Pdu pdu = received.poll(SECONDS, TimeUnit.SECONDS);
        if (pdu == null) {
            throw new IllegalStateException("nothing received");
        }
        return pdu;
    }

    DeliverSm awaitDelivered() throws InterruptedException {
        DeliverSm pdu = delivered.poll(SECONDS, TimeUnit.SECONDS);
        if (pdu == null) {
            throw new IllegalStateException("nothing delivered");
        }
        return pdu;
    }

    boolean closedByServer() {
        return eof;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void read() {
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                int length = in.readInt();
                byte[] octets = new byte[length];
                in.readFully(octets, 4, length - 4);
                Pdu pdu =
                        PeerPdus.decode(Unpooled.buffer(length).writeInt(length).writeBytes(octets, 4, length - 4));
                if (pdu != null) {
                    take(pdu);
                }
            }
        } catch (IOException | RuntimeException e) {
            eof = true;
        }
    }

    private void take(Pdu pdu) throws IOException {
        @Nullable PduResponse answer = null;
        if (pdu instanceof DeliverSm deliver) {
            delivered.add(deliver);
            DeliverSmResp response = deliver.createResponse();
            response.setCommandStatus(deliverStatus.applyAsInt(deliverCount.incrementAndGet()));
            answer = response;
        } else {
            received.add(pdu);
            if (pdu instanceof DataSm data) {
                answer = data.createResponse();
            } else if (pdu instanceof EnquireLink enquire) {
                answer = enquire.createResponse();
            }
        }
        if (answering && answer != null) {
            sendRaw(octets(answer));
        }
    }
}
