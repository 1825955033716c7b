package io.smppworker.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeliveryPartitionTest {
    /** CRC-32 of these nine digits is 0xCBF43926, by every description of it. */
    @Test
    void whoWritesAndWhoReadsAgreeInEveryVersion() {
        assertThat(DeliveryPartition.of("123456789", 1 << 16)).isEqualTo(0x3926);
        assertThat(DeliveryPartition.of("", 7)).isZero();
    }

    @Test
    void idsThatFollowOneAnotherAreSpread() {
        long first = IntStream.range(0, 1_000)
                .filter(i -> DeliveryPartition.of(Integer.toHexString(0xab12f100 + i), 2) == 0)
                .count();
        assertThat(first).isBetween(450L, 550L);
    }
}
