package io.smppworker.sandbox.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.sandbox.provider.Quirks.IdBase;
import io.smppworker.sandbox.provider.Quirks.IdKind;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MessageIdsTest {
    @Test
    void withoutQuirksAnIdIsItsDigitsEverywhere() {
        MessageIds ids = ids(Quirks.none());
        String id = ids.next();
        assertThat(id).isEqualTo("1700000000000000");
        assertThat(ids.inResponse(id)).isEqualTo(id);
        assertThat(ids.inReceipt(id)).isEqualTo(id);
    }

    @Test
    void everyKindIsGivenAndNoneTwice() {
        MessageIds ids = ids(Quirks.none().withIds(IdKind.NUMBER, IdKind.NUMBER_OF_64_BITS, IdKind.UUID));
        Set<String> given = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            given.add(ids.next());
        }
        assertThat(given)
                .hasSize(300)
                .anyMatch(id -> id.length() == 16)
                .anyMatch(id -> id.length() == 19)
                .anyMatch(id -> id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
    }

    @Test
    void anUntidyIdIsStillTheSameNumber() {
        MessageIds ids = ids(Quirks.none().withUntidyIds(IdBase.HEX, IdBase.DECIMAL));
        Set<String> spellings = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            String response = ids.inResponse("9223372036854775807");
            assertThat(response).matches(" *(0x)?0*7[fF]{15} *\0*");
            assertThat(ids.inReceipt("9223372036854775807")).matches(" *0*9223372036854775807 *\0*");
            spellings.add(response);
        }
        assertThat(spellings)
                .anyMatch(id -> id.contains("FFFF"))
                .anyMatch(id -> id.contains("ffff"))
                .anyMatch(id -> id.startsWith(" "))
                .anyMatch(id -> id.startsWith("0"))
                .anyMatch(id -> id.endsWith("\0\0"));
    }

    private static MessageIds ids(Quirks quirks) {
        return new MessageIds(new AtomicLong(1_700_000_000_000_000L), quirks, new SplittableRandom(1));
    }
}
