package io.smppworker.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestReaderFuzzTest {
    private static final int MUTATIONS_PER_SEED = 5_000;
    private static final List<String> TOKENS = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "null",
            "true",
            "-1",
            "1e400",
            "1E-999999999",
            "0.0",
            "9999999999999999999",
            "\"\\ud800\"",
            "\\",
            "\"\"",
            "\"PT1S\"",
            "\"messageId\":\"m\",",
            "\"to\":\"123\",",
            "\u0000",
            "\ufeff",
            " ",
            "//",
            "\"context\":{\"a\":[]},",
            "\"expiresAt\":\"2026-12-31T23:59:60Z\",",
            "\"tlvs\":[{}],",
            "{\"a\":".repeat(99));

    private final RequestReader reader = new RequestReader();
    private final ContractSchema schema = ContractSchema.named("send-request");

    static Stream<Long> seeds() {
        return Stream.of(1L, 2L, 3L, 4L);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyMutationOfARequestIsEitherValidOrInvalid(long seed) throws IOException {
        Random random = new Random(seed);
        List<byte[]> examples = ContractFiles.examples("valid", "send-request")
                .map(path -> ContractFiles.json(path).toString().getBytes(StandardCharsets.UTF_8))
                .toList();
        int valid = 0;
        int notJson = 0;
        int againstSchema = 0;
        for (int i = 0; i < MUTATIONS_PER_SEED; i++) {
            byte[] mutant = examples.get(random.nextInt(examples.size()));
            for (int times = 1 + random.nextInt(3); times > 0; times--) {
                mutant = mutate(mutant, random);
            }
            RequestReader.Result result = reader.read(mutant);
            if (result instanceof RequestReader.Valid ok) {
                valid++;
                assertThat(schema.violations(Json.MAPPER.readTree(Json.MAPPER.writeValueAsBytes(ok.request()))))
                        .isEmpty();
            } else if (result instanceof RequestReader.Invalid invalid) {
                assertThat(invalid.detail())
                        .isNotBlank()
                        .doesNotContain("order-1", "Your order", "Sawubona", "27821234567");
                if (invalid.reason().equals(RequestReader.NOT_JSON)) {
                    notJson++;
                } else {
                    assertThat(invalid.reason()).isEqualTo(RequestReader.SCHEMA);
                    againstSchema++;
                }
            }
        }
        assertThat(valid + notJson + againstSchema).isEqualTo(MUTATIONS_PER_SEED);
        assertThat(List.of(valid, notJson, againstSchema))
                .allSatisfy(count -> assertThat(count).isGreaterThan(100));
    }

    private static byte[] mutate(byte[] original, Random random) {
        int start = random.nextInt(original.length + 1);
        int end = Math.min(original.length, start + random.nextInt(12));
        String token = TOKENS.get(random.nextInt(TOKENS.size()));
        return switch (random.nextInt(7)) {
            case 0 -> splice(original, start, start, new byte[] {(byte) random.nextInt(256)});
            case 1 -> splice(original, start, start, token.getBytes(StandardCharsets.UTF_8));
            case 2 -> splice(original, start, end, token.getBytes(StandardCharsets.UTF_8));
            case 3 -> splice(original, start, end, new byte[0]);
            case 4 -> splice(original, end, end, Arrays.copyOfRange(original, start, end));
            case 5 ->
                splice(original, start, Math.min(original.length, start + 1), new byte[] {
                    (byte) (' ' + random.nextInt(95))
                });
            default -> random.nextInt(8) == 0 ? Arrays.copyOf(original, start) : original;
        };
    }

    private static byte[] splice(byte[] original, int start, int end, byte[] replacement) {
        ByteArrayOutputStream mutant = new ByteArrayOutputStream();
        mutant.write(original, 0, start);
        mutant.writeBytes(replacement);
        mutant.write(original, end, original.length - end);
        return mutant.toByteArray();
    }
}
