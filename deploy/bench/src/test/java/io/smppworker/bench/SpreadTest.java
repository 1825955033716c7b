package io.smppworker.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void theMiddleOfSeveralRunsCounts() {
        Spread spread = Spread.of(List.of(3.0, 1.00049, 2.0));
        assertThat(spread).isEqualTo(new Spread(2, 1.00049, 3, 3)).hasToString("2.000 (1.000 to 3.000)");
        assertThat(Spread.of(List.of(4.0, 3.0, 1.0, 2.0)).median()).isEqualTo(2);
    }

    @Test
    void aSingleRunHasNoSpread() {
        assertThat(Spread.of(List.of(1234.5678))).hasToString("1,234.568");
    }
}
