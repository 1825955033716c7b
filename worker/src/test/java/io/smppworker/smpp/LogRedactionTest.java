package io.smppworker.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the log shows of a session, with every logger at its most talkative. */
class LogRedactionTest {
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
    }

    @Test
    void noPasswordNoTextAndNoWholeNumberIsLogged() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        List<ch.qos.logback.core.Appender<ILoggingEvent>> usual = new java.util.ArrayList<>();
        root.iteratorForAppenders().forEachRemaining(usual::add);
        usual.forEach(root::detachAppender);
        Lines log = new Lines();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            session.session().submit(Rig.submitSm("a secret text"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            byte[] submitSm = session.peer().receive();
            byte[] body = Octets.deliverSmBody(
                    "27821234567", "27830000000", 0, 0, "a private answer".getBytes(StandardCharsets.US_ASCII));
            session.peer()
                    .send(
                            Octets.response(submitSm, 0, Octets.cString("id-17")),
                            Octets.pdu(Octets.DELIVER_SM, 0, 1, body),
                            Octets.pdu(Octets.DELIVER_SM, 0, 2, body, Octets.hex("001E00FF")),
                            Octets.pdu(0x777, 0, 3, body),
                            Octets.pdu(Octets.SUBMIT_SM, 0, 4, body));
            Recorded.next(rig.recorded.delivered).reply().accept(0);
            Recorded.next(rig.recorded.delivered).reply().accept(0);
            session.peer().close();
            Recorded.next(rig.recorded.closed);
        } finally {
            root.setLevel(before);
            root.detachAppender(log);
            usual.forEach(root::addAppender);
        }
        assertThat(log.lines).isNotEmpty();
        assertThat(log.lines).noneMatch(line -> line.contains(Accounts.PASSWORD));
        assertThat(log.lines).noneMatch(line -> line.contains("secret") || line.contains("private"));
        assertThat(log.lines).noneMatch(line -> line.contains("27821234567") || line.contains("27830000000"));
        assertThat(log.lines).anyMatch(line -> line.contains("submit_sm seq=2") && line.contains("2782*****67"));
        assertThat(log.lines).anyMatch(line -> line.contains("undecodable PDU") && line.contains("0x00000777"));
        assertThat(log.lines).anyMatch(line -> line.contains("smpp1#3 closed"));
    }
}
