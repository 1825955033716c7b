package io.smppworker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.inbound.Delivery;
import io.smppworker.message.BindPoint;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.DeliveryPartition;
import io.smppworker.message.DeliveryState;
import io.smppworker.message.MessageIdForm;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is stored lies where the correlator joins it. */
class DeliveryWriterTest {
    private static final int PARTITIONS = 1_000;

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());

    private ProducerRecord<byte[], byte[]> stored(MessageIdForm form, Delivery.Reading reading) {
        TimedProducer producer = new TimedProducer(kafka, fatal -> {
            throw new AssertionError(fatal);
        });
        DeliverSm pdu = new DeliverSm("27820000067", "Shop", 0, 0, new byte[0], List.of(), new byte[16]);
        var unused = new DeliveryWriter(producer, "smpp.deliveries", PARTITIONS, form, "worker-1")
                .publish(new Delivery("d1", new BindPoint("smpp1", 0), Instant.EPOCH, pdu, reading, List.of()));
        return kafka.history().get(0);
    }

    @ParameterizedTest
    @CsvSource({"RAW, 00ABc , abc", "RAW, 0255, 255", "HEX, 0x0FF, ff", "DECIMAL, 0000000255, ff", "RAW, 0, 0"})
    void aReceiptGoesByTheOneSpellingOfItsId(MessageIdForm form, String asItCame, String canonical) {
        ProducerRecord<byte[], byte[]> record =
                stored(form, new Delivery.Dlr(asItCame, DeliveryState.DELIVERED, "DELIVRD", null, null));
        assertThat(record.key()).asString().isEqualTo(asItCame);
        assertThat(record.partition()).isEqualTo(DeliveryPartition.of(canonical, PARTITIONS));
    }

    @ParameterizedTest
    @EnumSource
    void everyStateIsAStatusOfTheContract(DeliveryState state) {
        ProducerRecord<byte[], byte[]> record =
                stored(MessageIdForm.RAW, new Delivery.Dlr("1", state, "?", null, null));
        assertThat(record.value()).asString().contains("\"" + state + "\"");
    }

    @Test
    void thePartsOfAReplyGoByWhatTheyShare() {
        ProducerRecord<byte[], byte[]> record =
                stored(MessageIdForm.DECIMAL, new Delivery.Mo("a", null, 9, 8, 1, 2, null));
        assertThat(record.key()).asString().isEqualTo("27820000067|Shop|9|8|2");
        assertThat(record.partition()).isEqualTo(DeliveryPartition.of("27820000067|Shop|9|8|2", PARTITIONS));
    }

    @Test
    void whatCannotBeReadGoesAnywhere() {
        ProducerRecord<byte[], byte[]> record = stored(MessageIdForm.RAW, new Delivery.Unparsed("no id"));
        assertThat(record.key()).isNull();
        assertThat(record.partition()).isNull();
    }
}
