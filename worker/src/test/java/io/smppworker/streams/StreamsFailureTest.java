package io.smppworker.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

class StreamsFailureTest {
    @Test
    void aFullDiskIsFoundHoweverDeepItLies() {
        assertThat(StreamsFailure.of(new StreamsException(new ProcessorStateException(
                        "Error opening store ids", new RocksDBException("No space left on device")))))
                .isEqualTo(StreamsFailure.NO_SPACE);
        assertThat(StreamsFailure.of(new StreamsException(new IOException("No space left on device"))))
                .isEqualTo(StreamsFailure.NO_SPACE);
        assertThat(StreamsFailure.of(new IOException("/var/lib/x: Disk quota exceeded")))
                .isEqualTo(StreamsFailure.NO_SPACE);
        assertThat(StreamsFailure.of(new ProcessorStateException(
                        new RocksDBException(new Status(Status.Code.IOError, Status.SubCode.NoSpace, "")))))
                .isEqualTo(StreamsFailure.NO_SPACE);
    }

    @Test
    void aStateThatCannotBeReadIsDistinguishedFromOtherFailures() {
        assertThat(StreamsFailure.of(new ProcessorStateException(
                        "Error opening store", new RocksDBException("Corruption: bad magic number"))))
                .isEqualTo(StreamsFailure.STATE);
        assertThat(StreamsFailure.of(new StreamsException(new RocksDBException("Corruption: checksum mismatch"))))
                .isEqualTo(StreamsFailure.STATE);
    }

    @Test
    void whatHasNothingToDoWithTheDiskIsOther() {
        assertThat(StreamsFailure.of(new KafkaException("broker said no"))).isEqualTo(StreamsFailure.OTHER);
        assertThat(StreamsFailure.of(new NullPointerException())).isEqualTo(StreamsFailure.OTHER);
    }
}
