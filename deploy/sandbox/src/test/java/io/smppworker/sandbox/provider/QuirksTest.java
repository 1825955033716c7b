package io.smppworker.sandbox.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.DataSm;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.fasterxml.jackson.databind.JsonNode;
import io.smppworker.sandbox.provider.Quirks.IdBase;
import io.smppworker.sandbox.provider.Quirks.IdKind;
import io.smppworker.schemas.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Quirks as a client sees them on the wire. */
@Timeout(60)
class QuirksTest {
    @Test
    void aReceiptCanComeAsADataSmAndIsAcknowledgedByItsResponse() throws Exception {
        try (Provider provider = provider(Quirks.none().withForms(ReceiptForm.DATA_SM));
                TestEsme client = TestEsme.bound(provider.servers().get(0), PeerBindType.TRANSCEIVER)) {
            client.send(Submits.to("27821234567"));

            Pdu one = client.await();
            Pdu other = client.await();
            DataSm receipt = (DataSm) (one instanceof DataSm ? one : other);
            SubmitSmResp response = (SubmitSmResp) (one instanceof DataSm ? other : one);
            assertThat(new String(
                            receipt.getOptionalParameter(SmppConstants.TAG_MESSAGE_PAYLOAD)
                                    .getValue(),
                            StandardCharsets.US_ASCII))
                    .startsWith("id:" + response.getMessageId() + " sub:001");
            await().until(() -> provider.log().receipts().acknowledged() == 1);
            assertThat(provider.log().deliveries())
                    .singleElement()
                    .satisfies(trace -> assertThat(trace.answerStatus()).isZero());
            assertThat(provider.log().receiptRows())
                    .singleElement()
                    .satisfies(row -> assertThat(row.acknowledged()).isTrue());
        }
    }

    @Test
    void aMessageCanBeTakenWithoutAnId() throws Exception {
        try (Provider provider = provider(Quirks.none());
                TestEsme client = TestEsme.bound(provider.servers().get(0), PeerBindType.TRANSCEIVER)) {
            SubmitSmResp response = client.submit(Submits.to("27820009009"));

            assertThat(response.getCommandStatus()).isZero();
            assertThat(response.getMessageId()).isNullOrEmpty();
            assertThat(new String(client.awaitDelivered().getShortMessage(), StandardCharsets.US_ASCII))
                    .matches("id:\\d{16} .*");
        }
    }

    @Test
    void quirksCanBeGivenToAProviderOfItsOwnProcess() throws Exception {
        Quirks quirks = Quirks.none()
                .withIds(IdKind.UUID)
                .withUntidyIds(IdBase.HEX, IdBase.DECIMAL)
                .withForms(ReceiptForm.values())
                .withStories(Map.of(ReceiptStory.TWICE, 5))
                .withFirstSegmentOnly();
        JsonNode overrides = Json.MAPPER.createObjectNode().set("quirks", Json.MAPPER.valueToTree(quirks));

        assertThat(ProviderMain.config(overrides).quirks()).isEqualTo(quirks);
    }

    private static Provider provider(Quirks quirks) {
        return Provider.start(ProviderConfig.defaults()
                .withReceiptDelay(Duration.ZERO, Duration.ZERO)
                .withQuirks(quirks));
    }
}
