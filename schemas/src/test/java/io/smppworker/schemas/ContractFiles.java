package io.smppworker.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The contract's files as they lie in the module, and the record that stands for each schema. */
final class ContractFiles {
    static final Map<String, Class<?>> RECORDS = Map.of(
            "send-request", SendRequest.class,
            "receipt", Receipt.class,
            "inbound", Inbound.class,
            "dead-letter-headers", DeadLetterHeaders.class,
            "submission-record", SubmissionRecord.class,
            "delivery-record", DeliveryRecord.class);

    private static final String SUFFIX = ".schema.json";

    private ContractFiles() {}

    static Class<?> recordOf(String schemaName) {
        return Objects.requireNonNull(RECORDS.get(schemaName), schemaName);
    }

    static Stream<String> schemaNames() {
        return in(Path.of(""))
                .map(path -> path.getFileName().toString())
                .filter(name -> name.endsWith(SUFFIX))
                .map(name -> name.substring(0, name.length() - SUFFIX.length()));
    }

    static JsonNode schema(String name) {
        return json(Path.of(name + SUFFIX));
    }

    static Stream<Path> examples(String kind, String schemaName) {
        return in(Path.of("examples", kind, schemaName));
    }

    static JsonNode json(Path file) {
        try {
            return Json.MAPPER.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> in(Path directory) {
        try (Stream<Path> paths = Files.list(directory)) {
            List<Path> sorted = paths.sorted().toList();
            return sorted.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
