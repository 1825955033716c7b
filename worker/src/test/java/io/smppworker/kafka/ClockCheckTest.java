package io.smppworker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.Finding.Grade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockCheckTest {
    private static final long SENT = 1_800_000_000_000L;
    private static final long ANSWERED = SENT + 400;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                        0 | GOOD | agrees with the brokers'
                      400 | GOOD | agrees with the brokers'
                    -1000 | GOOD | agrees with the brokers'
                     1400 | GOOD | agrees with the brokers'
                    -1500 | POOR | 1.5 s ahead of the brokers': set it by NTP, for expiresAt and validity go by it
                    60400 | POOR | 60.0 s behind the brokers': set it by NTP, for expiresAt and validity go by it
                    """)
    void isComparedWithTheTimeBetweenAskingAndTheAnswer(long appendedAfter, Grade grade, String inWords) {
        var finding = ClockCheck.finding(SENT, SENT + appendedAfter, ANSWERED);
        assertThat(finding.grade()).isEqualTo(grade);
        assertThat(finding.inWords()).isEqualTo(inWords);
    }

    @Test
    void aTopicWithTheProducersTimeShowsNothing() {
        var finding = ClockCheck.finding(SENT, 0, ANSWERED);
        assertThat(finding.grade()).isEqualTo(Grade.POOR);
        assertThat(finding.inWords()).contains("LogAppendTime");
    }
}
