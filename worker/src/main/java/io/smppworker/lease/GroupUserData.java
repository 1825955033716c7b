package io.smppworker.lease;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The format of the group's {@code userData}, for members and leader: named sets of numbers, as one compact JSON object with a
 * version. Empty sets are left out. Pure.
 */
final class GroupUserData {
    private static final int VERSION = 1;
    private static final String VERSION_FIELD = "version";
    private static final JsonMapper MAPPER = new JsonMapper();

    private GroupUserData() {}

    static ByteBuffer encode(Map<String, Set<Integer>> sets) {
        ObjectNode object = MAPPER.createObjectNode().put(VERSION_FIELD, VERSION);
        new TreeMap<>(sets).forEach((name, numbers) -> {
            if (!numbers.isEmpty()) {
                ArrayNode array = object.putArray(name);
                new TreeSet<>(numbers).forEach(array::add);
            }
        });
        try {
            return ByteBuffer.wrap(MAPPER.writeValueAsBytes(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("writing numbers as JSON", e);
        }
    }

    /**
     * The sets by their names; those of fields that are no arrays of whole numbers from 0 are empty.
     *
     * @param data left as it is; anything at all
     * @return null when it is not an object of this version
     */
    static @Nullable Map<String, Set<Integer>> decode(@Nullable ByteBuffer data) {
        if (data == null) {
            return null;
        }
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        JsonNode object;
        try {
            object = MAPPER.readTree(bytes);
        } catch (IOException e) {
            return null;
        }
        if (object == null || object.path(VERSION_FIELD).asInt() != VERSION) {
            return null;
        }
        Map<String, Set<Integer>> sets = new HashMap<>();
        object.properties().forEach(field -> sets.put(field.getKey(), numbers(field.getValue())));
        return sets;
    }

    private static Set<Integer> numbers(JsonNode field) {
        if (!field.isArray()) {
            return Set.of();
        }
        Set<Integer> numbers = new TreeSet<>();
        for (JsonNode number : field) {
            if (!number.isIntegralNumber() || !number.canConvertToInt() || number.intValue() < 0) {
                return Set.of();
            }
            numbers.add(number.intValue());
        }
        return numbers;
    }
}
