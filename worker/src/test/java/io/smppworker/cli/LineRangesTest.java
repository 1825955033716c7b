package io.smppworker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineRangesTest {
    @Test
    void linesAreThoseThatAreNamed() {
        LineRanges ranges = LineRanges.parse("17, 1003-1005,2500-");

        assertThat(LongStream.of(16, 17, 18, 1002, 1003, 1004, 1005, 1006, 2499, 2500, 99_999)
                        .filter(ranges::contains))
                .containsExactly(17L, 1003L, 1004L, 1005L, 2500L, 99_999L);
        assertThat(LineRanges.ALL.contains(1)).isTrue();
    }

    @Test
    void whatIsPrintedIsWhatIsRead() {
        LineRanges ranges = LineRanges.of(new TreeSet<>(List.of(3L, 7L, 8L, 9L, 20L)), 21L);

        assertThat(ranges).hasToString("3,7-9,20-");
        assertThat(LineRanges.parse(ranges.toString())).hasToString("3,7-9,20-");
        assertThat(LineRanges.of(new TreeSet<>(), null).isEmpty()).isTrue();
        assertThat(LineRanges.of(new TreeSet<>(List.of(5L)), null)).hasToString("5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "5-3", "1,0-2"})
    void linesThatCannotBeAreRefused(String text) {
        assertThatThrownBy(() -> LineRanges.parse(text)).hasMessageContaining("from 1 on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1,,2", "-5", "1-2-3", "1;2", "99999999999999999999"})
    void whatIsNoneIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> LineRanges.parse(text)).hasMessageContaining("17,1003-1010,2500-");
    }
}
