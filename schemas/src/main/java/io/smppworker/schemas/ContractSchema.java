package io.smppworker.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.util.List;
import java.util.Locale;

/**
 * One schema of the contract, compiled, with its formats asserted. The rule a violation names is the first sentence of
 * the nearest {@code description} in the schema, so that what a user reads there is what an error says. Thread-safe.
 */
public final class ContractSchema {
    private static final String ID_PREFIX = "https://smppworker.io/schemas/";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaIdResolvers(
                            resolvers -> resolvers.mapPrefix(ID_PREFIX, "classpath:io/smppworker/schemas/"))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .losslessNarrowing(true)
                            .build()));

    private final Schema schema;

    private ContractSchema(Schema schema) {
        this.schema = schema;
    }

    /** The schema {@code <name>.schema.json} of this module, such as {@code send-request}. */
    public static ContractSchema named(String name) {
        Schema schema = REGISTRY.getSchema(SchemaLocation.of(ID_PREFIX + name + ".schema.json"));
        schema.initializeValidators();
        return new ContractSchema(schema);
    }

    /** Every way in which the document breaks the schema, each once; empty when it is valid. */
    public List<Violation> violations(JsonNode document) {
        List<Error> errors = schema.validate(document);
        return errors.stream().map(ContractSchema::violation).distinct().toList();
    }

    private static Violation violation(Error error) {
        String pointer = error.getInstanceLocation().toString();
        if (error.getKeyword().equals("required") && !isAlternative(error)) {
            return new Violation(pointer + "/" + error.getProperty(), "is required");
        }
        return new Violation(pointer, "must be " + allowed(error.getSchemaLocation()));
    }

    /** Whether the error comes from one branch of a oneOf, where only the whole choice is worth naming. */
    private static boolean isAlternative(Error error) {
        return error.getEvaluationPath().contains("oneOf");
    }

    private static String allowed(SchemaLocation keyword) {
        JsonNode document =
                REGISTRY.getSchema(new SchemaLocation(keyword.getAbsoluteIri())).getSchemaNode();
        for (NodePath path = keyword.getFragment(); path != null; path = path.getParent()) {
            JsonNode description = document.at(path.toString()).path("description");
            if (description.isTextual()) {
                return firstSentence(description.textValue());
            }
        }
        throw new IllegalStateException("no description above " + keyword);
    }

    private static String firstSentence(String description) {
        String sentence = description.split("\\.( |$)", 2)[0];
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }
}
