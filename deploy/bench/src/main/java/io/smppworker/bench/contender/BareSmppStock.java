package io.smppworker.bench.contender;

import com.cloudhopper.smpp.SmppBindType;
import com.cloudhopper.smpp.SmppSession;
import com.cloudhopper.smpp.SmppSessionConfiguration;
import com.cloudhopper.smpp.impl.DefaultSmppClient;
import com.cloudhopper.smpp.impl.DefaultSmppSessionHandler;
import com.cloudhopper.smpp.pdu.PduRequest;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.type.Address;
import com.cloudhopper.smpp.type.LoggingOptions;
import com.cloudhopper.smpp.type.RecoverablePduException;
import com.cloudhopper.smpp.type.SmppChannelException;
import com.cloudhopper.smpp.type.SmppTimeoutException;
import com.cloudhopper.smpp.type.UnrecoverablePduException;
import io.smppworker.config.AccountConfig;
import java.nio.charset.StandardCharsets;

/**
 * The library's session as it comes: a thread for each bind hands over the same submit_sm again and again and waits in the
 * library whenever the window is full. The library's logging of PDUs is off.
 */
public final class BareSmppStock {
    private static final long TIMEOUT_MILLIS = 10_000;

    private BareSmppStock() {}

    public static void main(String[] arguments) throws Exception {
        AccountConfig account = Given.config(arguments).account();
        DefaultSmppClient client = new DefaultSmppClient();
        for (AccountConfig.Server server : account.servers()) {
            for (int bind = 0; bind < account.binds().transceiver(); bind++) {
                SmppSession session = client.bind(configuration(account, server), new Handler());
                new Thread(() -> keepFull(session), server.name() + "#" + bind).start();
            }
        }
    }

    private static SmppSessionConfiguration configuration(AccountConfig account, AccountConfig.Server server) {
        SmppSessionConfiguration configuration = new SmppSessionConfiguration();
        configuration.setType(SmppBindType.TRANSCEIVER);
        configuration.setHost(server.host());
        configuration.setPort(server.port());
        configuration.setSystemId(account.systemId());
        configuration.setPassword(account.password().value());
        configuration.setWindowSize(account.window());
        configuration.setRequestExpiryTimeout(TIMEOUT_MILLIS);
        configuration.setWindowMonitorInterval(TIMEOUT_MILLIS);
        LoggingOptions logging = configuration.getLoggingOptions();
        logging.setLogPdu(false);
        logging.setLogBytes(false);
        return configuration;
    }

    private static void keepFull(SmppSession session) {
        byte[] text = Given.TEXT.getBytes(StandardCharsets.US_ASCII);
        try {
            while (session.isBound()) {
                SubmitSm submitSm = new SubmitSm();
                submitSm.setSourceAddress(new Address((byte) 0, (byte) 0, ""));
                submitSm.setDestAddress(new Address((byte) 0, (byte) 0, Given.DESTINATION));
                submitSm.setShortMessage(text);
                var unused = session.sendRequestPdu(submitSm, TIMEOUT_MILLIS, false);
            }
        } catch (RecoverablePduException | UnrecoverablePduException | SmppTimeoutException | SmppChannelException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers whatever the server asks. */
    private static final class Handler extends DefaultSmppSessionHandler {
        @Override
        @SuppressWarnings("rawtypes") // cloudhopper's own signature
        public PduResponse firePduRequestReceived(PduRequest request) {
            return request.createResponse();
        }
    }
}
