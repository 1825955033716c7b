package io.smppworker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LogBudgetTest {
    private static final long SECOND = TimeUnit.SECONDS.toMillis(1);

    private final LogBudget budget = new LogBudget(2);

    @Test
    void soManyASecondAndTheRestIsCounted() {
        assertThat(budget.allows(0)).isTrue();
        assertThat(budget.allows(SECOND / 2)).isTrue();
        assertThat(budget.withheldInWords()).isEmpty();
        assertThat(budget.allows(SECOND - 1)).isFalse();
        assertThat(budget.allows(SECOND - 1)).isFalse();

        assertThat(budget.allows(SECOND)).isTrue();
        assertThat(budget.withheldInWords()).isEqualTo("; 2 more like it were not logged");
        assertThat(budget.allows(SECOND + 1)).isTrue();
        assertThat(budget.withheldInWords()).isEmpty();
        assertThat(budget.allows(2 * SECOND - 1)).isFalse();
    }

    @Test
    void aClockThatIsSetBackWithholdsNothing() {
        assertThat(budget.allows(3600 * SECOND)).isTrue();
        assertThat(budget.allows(3600 * SECOND)).isTrue();
        assertThat(budget.allows(SECOND)).isTrue();
    }
}
