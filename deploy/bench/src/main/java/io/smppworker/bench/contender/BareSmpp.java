package io.smppworker.bench.contender;

import io.smppworker.config.AccountConfig;
import io.smppworker.encoding.Segmentation;
import io.smppworker.encoding.Segmenter;
import io.smppworker.message.BindType;
import io.smppworker.message.Content;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.SubmitOutcome;
import io.smppworker.message.SubmitSm;
import io.smppworker.message.TextEncoding;
import io.smppworker.message.TextSettings;
import io.smppworker.smpp.BindOutcome;
import io.smppworker.smpp.CloudhopperConnector;
import io.smppworker.smpp.SessionListener;
import io.smppworker.smpp.SmppSession;
import java.util.List;
import java.util.function.IntConsumer;

/** The worker's session layer alone: every window of every bind is kept full of the same submit_sm. */
public final class BareSmpp {
    private static final SubmitSm SUBMIT_SM = submitSm();

    private BareSmpp() {}

    public static void main(String[] arguments) throws InterruptedException {
        AccountConfig account = Given.config(arguments).account();
        try (CloudhopperConnector connector = new CloudhopperConnector(account, System::nanoTime)) {
            for (AccountConfig.Server server : account.servers()) {
                for (int bind = 0; bind < account.binds().transceiver(); bind++) {
                    keepFull(bound(connector, server), account.window());
                }
            }
            Thread.currentThread().join();
        }
    }

    private static SmppSession bound(CloudhopperConnector connector, AccountConfig.Server server) {
        BindOutcome outcome = connector
                .bind(server.host(), server.port(), BindType.TRANSCEIVER, server.name(), new Listener())
                .toCompletableFuture()
                .join();
        if (outcome instanceof BindOutcome.Bound bound) {
            return bound.session();
        }
        throw new IllegalStateException(outcome.toString());
    }

    private static void keepFull(SmppSession session, int window) {
        for (int place = 0; place < window; place++) {
            submit(session);
        }
    }

    private static void submit(SmppSession session) {
        session.submit(SUBMIT_SM, SmppSession.NO_DEADLINE, outcome -> {
            if (outcome instanceof SubmitOutcome.Accepted) {
                submit(session);
            }
        });
    }

    private static SubmitSm submitSm() {
        Segmentation segmentation =
                new Segmenter(TextSettings.DEFAULT).segment(new Content.Text(Given.TEXT, TextEncoding.AUTO), 0, 1);
        if (segmentation instanceof Segmentation.Segments segments) {
            return new SubmitSm("", Given.DESTINATION, segments.segments().get(0), 0, 0, null, List.of());
        }
        throw new IllegalStateException(segmentation.toString());
    }

    private static final class Listener implements SessionListener {
        @Override
        public void delivered(DeliverSm deliverSm, IntConsumer reply) {
            reply.accept(0);
        }

        @Override
        public void closed(String reason) {}
    }
}
