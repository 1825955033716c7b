package io.smppworker.config;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which keys differ between two configurations. */
public final class ConfigDiff {
    private ConfigDiff() {}

    /** Their paths, as {@code account.throttle}; a list or a map is one key. Never a value. */
    public static SortedSet<String> between(WorkerConfig one, WorkerConfig other) {
        Map<String, @Nullable Object> before = flat(one);
        Map<String, @Nullable Object> after = flat(other);
        SortedSet<String> changed = new TreeSet<>();
        before.forEach((path, value) -> {
            if (!Objects.equals(value, after.get(path))) {
                changed.add(path);
            }
        });
        return changed;
    }

    private static Map<String, @Nullable Object> flat(WorkerConfig config) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        add(config, "", values);
        return values;
    }

    private static void add(Record section, String path, Map<String, @Nullable Object> values) {
        for (RecordComponent component : section.getClass().getRecordComponents()) {
            String key = path + component.getName();
            Object value = value(section, component);
            if (value instanceof Record nested && !(value instanceof Secret)) {
                add(nested, key + ".", values);
            } else {
                values.put(key, value);
            }
        }
    }

    private static @Nullable Object value(Record section, RecordComponent component) {
        try {
            return component.getAccessor().invoke(section);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component.getName(), e);
        }
    }
}
