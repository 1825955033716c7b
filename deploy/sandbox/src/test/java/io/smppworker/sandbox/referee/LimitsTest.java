package io.smppworker.sandbox.referee;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitsTest {
    @Test
    void theContractIsFourBindsFiftySubmitsASecondNothingThrottledAndNoViolation() {
        assertThat(new Limits(Map.of("smpp1", 4), Map.of("smpp1", 50), 0, List.of()).problems())
                .isEmpty();
        assertThat(new Limits(Map.of("smpp1", 5), Map.of("smpp1", 51), 3, List.of("smpp1: window")).problems())
                .containsExactly(
                        "throttled responses: 3 instead of 0",
                        "smpp1 had 5 binds at once",
                        "smpp1 got 51 submit_sm in one second",
                        "violation at smpp1: window");
    }
}
