package io.smppworker.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {
    private final RequestReader reader = new RequestReader();

    @Test
    void everySchemaHasARecordAndExamplesOfBothKinds() {
        assertThat(ContractFiles.schemaNames()).containsExactlyInAnyOrderElementsOf(ContractFiles.RECORDS.keySet());
        assertThat(ContractFiles.RECORDS.keySet()).allSatisfy(name -> {
            assertThat(ContractFiles.examples("valid", name)).hasSizeGreaterThanOrEqualTo(2);
            assertThat(ContractFiles.examples("invalid", name)).hasSizeGreaterThanOrEqualTo(2);
        });
    }

    static Stream<Arguments> valid() {
        return examples("valid");
    }

    static Stream<Arguments> invalid() {
        return examples("invalid");
    }

    private static Stream<Arguments> examples(String kind) {
        return ContractFiles.schemaNames()
                .flatMap(name -> ContractFiles.examples(kind, name).map(path -> Arguments.of(name, path)));
    }

    @ParameterizedTest
    @MethodSource("valid")
    void aValidExampleSurvivesTheWayThroughItsRecord(String schemaName, Path file) throws IOException {
        JsonNode example = ContractFiles.json(file);
        assertThat(errors(schemaName, example)).isEmpty();
        Object contractRecord = Json.MAPPER.treeToValue(example, ContractFiles.recordOf(schemaName));
        JsonNode written = Json.MAPPER.readTree(Json.MAPPER.writeValueAsBytes(contractRecord));
        assertThat(written).isEqualTo(example);
        assertThat(errors(schemaName, written)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void anInvalidExampleFailsWithTheErrorExpected(String schemaName, Path file) {
        JsonNode example = ContractFiles.json(file);
        assertThat(example.fieldNames()).toIterable().containsExactly("expectedError", "instance");
        assertThat(errors(schemaName, example.get("instance")))
                .isEqualTo(example.get("expectedError").textValue());
    }

    private String errors(String schemaName, JsonNode instance) {
        if (!schemaName.equals("send-request")) {
            List<Violation> violations = ContractSchema.named(schemaName).violations(instance);
            return violations.stream().map(Violation::toString).collect(Collectors.joining("; "));
        }
        RequestReader.Result result = reader.read(instance.toString().getBytes(StandardCharsets.UTF_8));
        return result instanceof RequestReader.Invalid invalid ? invalid.detail() : "";
    }
}
