package io.smppworker.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {
    private static final Set<String> TEXT_FORMATS = Set.of("date-time", "duration");

    static Stream<String> names() {
        return ContractFiles.schemaNames();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aSchemaKeepsItsMetaSchema(String name) {
        JsonNode schema = ContractFiles.schema(name);
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(SchemaLocation.of(schema.get("$schema").textValue()))
                        .validate(schema))
                .isEmpty();
        assertThat(schema.get("$schema").textValue()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.get("$id").textValue()).endsWith("/schemas/" + name + ".schema.json");
        assertThat(schema.get("title").textValue()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyPropertySaysWhatIsAllowedAndWhatItMeans(String name) {
        List<String> undescribed = new ArrayList<>();
        collectUndescribed(ContractFiles.schema(name), "", undescribed);
        assertThat(undescribed).isEmpty();
    }

    private static void collectUndescribed(JsonNode node, String pointer, List<String> undescribed) {
        if (pointer.endsWith("/if")) {
            return;
        }
        node.path("properties").properties().forEach(property -> {
            if (!property.getValue().path("description").isTextual()) {
                undescribed.add(pointer + "/properties/" + property.getKey());
            }
        });
        node.properties()
                .forEach(child -> collectUndescribed(child.getValue(), pointer + "/" + child.getKey(), undescribed));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collectUndescribed(node.get(i), pointer + "/" + i, undescribed);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void theRecordHasWhatTheSchemaHasAndNothingElse(String name) {
        JsonNode schema = ContractFiles.schema(name);
        Class<?> type = ContractFiles.recordOf(name);
        if (type.isRecord()) {
            assertAgree(type, schema, schema, name, Set.of());
            return;
        }
        JsonSubTypes.Type[] events = type.getAnnotation(JsonSubTypes.class).value();
        assertThat(type.getPermittedSubclasses())
                .containsExactlyInAnyOrder(
                        Arrays.stream(events).map(JsonSubTypes.Type::value).toArray(Class[]::new));
        assertThat(texts(schema.at("/properties/event/enum")))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(events).map(JsonSubTypes.Type::name).toList());
        for (JsonSubTypes.Type event : events) {
            JsonNode branch = schema.at("/$defs/" + event.name());
            assertThat(branch.at("/properties/event/const").textValue()).isEqualTo(event.name());
            assertAgree(event.value(), branch, schema, name + "/" + event.name(), Set.of("event"));
        }
    }

    private static void assertAgree(
            Class<?> type, JsonNode schema, JsonNode root, String where, Set<String> discriminator) {
        Set<String> names = new TreeSet<>(discriminator);
        Set<String> required = new TreeSet<>(discriminator);
        for (RecordComponent component : type.getRecordComponents()) {
            JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
            String name = renamed == null ? component.getName() : renamed.value();
            names.add(name);
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(name);
            }
            assertAgree(component.getGenericType(), schema.path("properties").path(name), root, where + "/" + name);
        }
        assertThat(schema.path("properties").fieldNames())
                .toIterable()
                .as(where)
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(texts(schema.path("required")))
                .as(where + " required")
                .containsExactlyInAnyOrderElementsOf(required);
    }

    private static void assertAgree(Type type, JsonNode property, JsonNode root, String where) {
        JsonNode schema = resolve(property, root);
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            assertThat(schema.path("type").textValue()).as(where).isEqualTo("array");
            assertAgree(generic.getActualTypeArguments()[0], schema.path("items"), root, where + "/*");
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            assertThat(schema.path("type").textValue()).as(where).isEqualTo("object");
            assertAgree(generic.getActualTypeArguments()[1], schema.path("additionalProperties"), root, where + "/*");
        } else if (type instanceof Class<?> enumeration && enumeration.isEnum()) {
            assertThat(texts(schema.path("enum"))).as(where).isNotEmpty().isSubsetOf(jsonNames(enumeration));
        } else if (type instanceof Class<?> nested && nested.isRecord()) {
            assertThat(schema.path("type").textValue()).as(where).isEqualTo("object");
            assertAgree(nested, schema, root, where, Set.of());
        } else if (type == String.class) {
            assertThat(schema.has("enum") || schema.path("type").asText().equals("string"))
                    .as(where)
                    .isTrue();
        } else {
            assertThat(jsonType(schema)).as(where).isEqualTo(jsonType(type));
        }
    }

    private static JsonNode resolve(JsonNode schema, JsonNode root) {
        if (!schema.has("$ref")) {
            return schema;
        }
        String[] reference = schema.get("$ref").textValue().split("#", 2);
        JsonNode document =
                reference[0].isEmpty() ? root : ContractFiles.schema(reference[0].replace(".schema.json", ""));
        return document.at(reference[1]);
    }

    private static String jsonType(JsonNode schema) {
        String format = schema.path("format").asText();
        return TEXT_FORMATS.contains(format) ? format : schema.path("type").asText();
    }

    private static String jsonType(Type type) {
        if (type == int.class || type == long.class || type == Integer.class) {
            return "integer";
        } else if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        } else if (type == Instant.class) {
            return "date-time";
        } else if (type == Duration.class) {
            return "duration";
        } else if (type == JsonNode.class) {
            return "object";
        }
        throw new AssertionError("no JSON type for " + type);
    }

    private static List<String> jsonNames(Class<?> enumeration) {
        return Arrays.stream(enumeration.getEnumConstants())
                .map(constant -> Json.MAPPER.valueToTree(constant).textValue())
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.textValue()));
        return texts;
    }
}
