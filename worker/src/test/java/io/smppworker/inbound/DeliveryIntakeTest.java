package io.smppworker.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.BindPoint;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.TextSettings;
import io.smppworker.message.Tlv;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryIntakeTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final BindPoint BIND = new BindPoint("smpp2", 5);
    private static final DeliverSm RECEIPT = DeliverSms.receipt(DeliverSms.APPENDIX_B);

    private final List<Delivery> published = new ArrayList<>();
    private final List<Integer> replies = new ArrayList<>();
    private final CompletableFuture<Void> stored = new CompletableFuture<>();
    private final DeliveryIntake intake = new DeliveryIntake(
            delivery -> {
                published.add(delivery);
                return stored;
            },
            Clock.fixed(NOW, ZoneOffset.UTC),
            () -> "d" + published.size(),
            TextSettings.DEFAULT,
            ReceiptRules.STANDARD);

    @Test
    void aDeliveryIsAcknowledgedOnlyWhenItIsStored() {
        intake.accept(BIND, RECEIPT, replies::add);
        assertThat(published).hasSize(1);
        assertThat(replies).isEmpty();

        stored.complete(null);
        assertThat(replies).containsExactly(0);
    }

    @Test
    void whatCannotBeReadAndComesAgainUnderOtherSequenceNumbersIsStoredOnce() {
        intake.accept(BIND, unread("0000001800000005000000000000000100000032"), replies::add);
        intake.accept(BIND, unread("0000001800000005000000000000000200000032"), replies::add);
        assertThat(published).as("the first is not stored yet").hasSize(2);
        stored.complete(null);

        intake.accept(BIND, unread("0000001800000005000000000000000300000032"), replies::add);
        assertThat(published).hasSize(2);
        assertThat(replies).containsExactly(0, 0, 0);

        intake.accept(BIND, unread("0000001800000005000000000000000400000033"), replies::add);
        assertThat(published).hasSize(3);
    }

    private static DeliverSm unread(String hex) {
        return new DeliverSm(
                "", "", 0, 0, new byte[0], List.of(), HexFormat.of().parseHex(hex), DeliverSm.Routing.NONE, "is cut");
    }

    @Test
    void itIsPublishedAsItWasReadWithWhereAndWhenItCame() {
        intake.accept(BIND, RECEIPT, replies::add);
        Delivery delivery = published.get(0);
        assertThat(delivery.deliveryId()).isEqualTo("d0");
        assertThat(delivery.bind()).isEqualTo(BIND);
        assertThat(delivery.receivedAt()).isEqualTo(NOW);
        assertThat(delivery.pdu()).isSameAs(RECEIPT);
        assertThat(delivery.reading()).isInstanceOf(Delivery.Dlr.class);
    }

    /** Tags and octets in hexadecimal: in the receipt, and of them those that are handed on. */
    @ParameterizedTest
    @CsvSource({
        "id:7 stat:UNDELIV err:011, 0423=0300 0427=05 1400=31, 0423=0300 1400=31",
        "id:7 stat:UNDELIV, 0423=03001100, 0423=03001100",
        "id:7 stat:UNDELIV err:011, 0423=030029, 0423=030029", // err outranks it
        "id:7 stat:UNDELIV err:000, 0423=030029, ''",
        "id:7 stat:DELIVRD err:000, 0423=030000, 0423=030000",
        "id:7 stat:UNDELIV, 0423=030011, ''",
        "id:7 stat:UNDELIV, 0423=030011 0423=030012, 0423=030012", // the first is read
        "id:7 stat:UNDELIV, 001E=FF01 0427=0000000005, 001E=FF01 0427=0000000005",
        "id:7 stat:UNDELIV, 001E=3800 0427=00000005, ''",
        "id:7 stat:EXPIRED, 0427=07, 0427=07", // the word says more
        "id:7 stat:SEEN, 0427=2A, 0427=2A",
        "id:7, 0427=2A, ''", // it is the raw status
        "id:7 stat:DELIVRD, 0424=69643A38, 0424=69643A38",
        "id:7, 0424=69643A3720737461743A44454C49565244, ''",
        "no receipt, 001E=37 1400=31, 001E=37 1400=31",
    })
    void aReceiptHandsOnTheParametersThatAreNotInItsReading(String text, String came, String handedOn) {
        intake.accept(BIND, DeliverSms.receipt(text, tlvs(came)), replies::add);
        assertThat(otherTlvs()).isEqualTo(handedOn);
    }

    @Test
    void anIntermediateNotificationHandsOnTheStateThatIsNoEnd() {
        byte[] body = "id:7 stat:SEEN".getBytes(StandardCharsets.US_ASCII);
        intake.accept(BIND, DeliverSms.pdu(0x20, 0, body, tlvs("0427=05")), replies::add);
        assertThat(otherTlvs()).isEqualTo("0427=05");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 68, 020A=23F0, 020A=23F0",
        "0, 68, 020A=23F0 020B=011582, 020A=23F0 020B=011582",
        "0, 68, 020A=0123F0 020B=1582, 020A=0123F0",
        "0, 68, 020A=23F0 020B=1582, ''",
        "0x40, 060504158223F068, 020A=23F0 020B=1582, 020A=23F0 020B=1582",
        "0, 68, 020C=0102 020E=02 020F=03, 020C=0102 020E=02 020F=03",
        "0, 68, 020C=0102 020E=02, 020C=0102 020E=02",
        "0, 68, 020C=0102 020E=02 020F=02, ''",
        "0x40, 0500030A030268, 020C=0102 020E=02 020F=02, 020C=0102 020E=02 020F=02",
        "0x40, 0500030A030268, 020B=1582, ''",
        "0, 68, 0424=69 001E=37, 0424=69 001E=37",
    })
    void aMessageHandsOnTheParametersThatAreNotInItsReading(
            String esmClass, String body, String came, String handedOn) {
        intake.accept(
                BIND,
                DeliverSms.pdu(Integer.decode(esmClass), 0, HexFormat.of().parseHex(body), tlvs(came)),
                replies::add);
        assertThat(otherTlvs()).isEqualTo(handedOn);
    }

    private static Tlv[] tlvs(String text) {
        return Stream.of(text.split(" ", -1))
                .map(tlv -> DeliverSms.tlv(Integer.parseInt(tlv.substring(0, 4), 16), tlv.substring(5)))
                .toArray(Tlv[]::new);
    }

    private String otherTlvs() {
        return published.get(0).otherTlvs().stream()
                .map(tlv -> "%04X=".formatted(tlv.tag())
                        + HexFormat.of().withUpperCase().formatHex(tlv.value()))
                .collect(Collectors.joining(" "));
    }

    @Test
    void aDeliveryThatCannotBeStoredIsAskedForAgain() {
        intake.accept(BIND, RECEIPT, replies::add);
        stored.completeExceptionally(new IllegalStateException("no broker"));
        assertThat(replies).containsExactly(0x64);
    }

    @Test
    void aPublisherThatRefusesAtOnceIsNoDifferent() {
        DeliveryIntake refusing = new DeliveryIntake(
                delivery -> {
                    throw new IllegalStateException("closed");
                },
                Clock.fixed(NOW, ZoneOffset.UTC),
                () -> "d",
                TextSettings.DEFAULT,
                ReceiptRules.STANDARD);
        refusing.accept(BIND, RECEIPT, replies::add);
        assertThat(replies).containsExactly(0x64);
    }

    @Test
    void anUnreadableDeliveryIsPublishedAndAcknowledged() {
        intake.accept(BIND, DeliverSms.receipt("nothing to see"), replies::add);
        stored.complete(null);
        assertThat(published.get(0).reading()).isInstanceOf(Delivery.Unparsed.class);
        assertThat(replies).containsExactly(0);
    }
}
