package io.smppworker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many histories of a group, each from its own seed; {@code -Dlease.histories} says how many. */
class LeaseHistoriesTest {
    private static final int MOST_SHOWN = 5;

    @Test
    void everyRoundOfEveryHistoryKeepsTheRulesAndEveryHistoryComesToRest() {
        int histories = Integer.getInteger("lease.histories", 1_000);
        List<String> violations = new ArrayList<>();
        long rounds = 0;

        for (long seed = 0; seed < histories && violations.size() < MOST_SHOWN; seed++) {
            try {
                rounds += new LeaseHistory(seed).run();
            } catch (AssertionError violation) {
                violations.add("seed " + seed + ": " + violation.getMessage());
            }
        }

        assertThat(violations).isEmpty();
        assertThat(rounds).as("rounds in %d histories", histories).isGreaterThan(5L * histories);
    }
}
