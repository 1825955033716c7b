package io.smppworker.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureTest {
    @Test
    void itsMiddleStandsForAllRuns() {
        Figure figure = new Figure("fill", Target.NONE, false);
        figure.add("share", 0.5);
        figure.add("share", 0.98765);
        figure.add("share", 1.5);
        assertThat(figure.rounded()).isEqualTo(0.988);
        assertThat(figure.spread()).isEqualTo(new Spread(0.98765, 0.5, 1.5, 3));
    }

    @Test
    void ofABoundTheGreatestCounts() {
        Figure throttled = new Figure("fill", Target.atMost(0), true);
        throttled.add("throttled", 0);
        throttled.add("throttled", 2);
        throttled.add("throttled", 0);
        assertThat(throttled.value()).isEqualTo(2);
    }
}
