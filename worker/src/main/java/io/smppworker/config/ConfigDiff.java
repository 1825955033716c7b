package io.smppworker.config;

import java.lang.reflect.RecordComponent;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which keys differ between two configurations. */
public final class ConfigDiff {
    private ConfigDiff() {}

    /** Their paths, as {@code account.throttle}; a list or a map is one key. Never a value. */
    public static SortedSet<String> between(WorkerConfig one, WorkerConfig other) {
        SortedSet<String> changed = new TreeSet<>();
        add(one, other, "", changed);
        return changed;
    }

    private static void add(Record one, Record other, String path, SortedSet<String> changed) {
        for (RecordComponent component : one.getClass().getRecordComponents()) {
            String key = path + component.getName();
            Object before = value(one, component);
            Object after = value(other, component);
            if (before instanceof Record section && after instanceof Record now && !(before instanceof Secret)) {
                add(section, now, key + ".", changed);
            } else if (!Objects.equals(before, after)) {
                changed.add(key);
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
