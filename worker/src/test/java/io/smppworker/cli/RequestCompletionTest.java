package io.smppworker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestCompletionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"to\":\"1\"}|{\"to\":\"1\",\"messageId\":\"p-7\",\"from\":\"Shop\",\"text\":\"Hé \\\"you\\\"\"}",
                "`{\"to\":\"1\",\"text\":\"x\"}"
                        + " `|`{\"to\":\"1\",\"text\":\"x\",\"messageId\":\"p-7\",\"from\":\"Shop\"} `",
                "{\"messageId\":\"a\",\"binary\":{\"hex\":\"00\"}}|{\"messageId\":\"a\",\"binary\":{\"hex\":\"00\"},\"from\":\"Shop\"}",
                "{\"messageId\":\"a\",\"from\":\"\",\"text\":\"}\"}|{\"messageId\":\"a\",\"from\":\"\",\"text\":\"}\"}",
                "{}|{\"messageId\":\"p-7\",\"from\":\"Shop\",\"text\":\"Hé \\\"you\\\"\"}",
                "{\"messageId\":null,\"from\":null,\"text\":null}|{\"messageId\":null,\"from\":null,\"text\":null}",
                "{\"a\":1.00e2,\"text\":\"\\u20ac\",\"messageId\":\"a\"}|{\"a\":1.00e2,\"text\":\"\\u20ac\",\"messageId\":\"a\",\"from\":\"Shop\"}"
            })
    void whatIsMissingIsAddedAndTheRestLeftAsItIs(String given, String whole) throws IOException {
        assertThat(complete(new RequestCompletion("p-", "Shop", "Hé \"you\""), given))
                .isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "[]", "\"x\"", "{\"to\":", "1e999999999999", "\u0000"})
    void whatIsNoObjectIsLeftToBeJudged(String given) throws IOException {
        assertThat(complete(new RequestCompletion("p-", "Shop", "x"), given)).isEqualTo(given);
    }

    @Test
    void withoutDefaultsOnlyAMessageIdIsMade() throws IOException {
        RequestCompletion completion = new RequestCompletion("p-", null, null);

        assertThat(complete(completion, "{\"to\":\"1\"}")).isEqualTo("{\"to\":\"1\",\"messageId\":\"p-7\"}");
        assertThat(complete(completion, "{\"messageId\":\"a\"}")).isEqualTo("{\"messageId\":\"a\"}");
        assertThat(completion.generatedIds()).isEqualTo(1);
    }

    private static String complete(RequestCompletion completion, String given) throws IOException {
        return new String(completion.complete(7, given.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
