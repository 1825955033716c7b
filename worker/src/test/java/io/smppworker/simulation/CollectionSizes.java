package io.smppworker.simulation;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many elements the collections of a worker hold, and what its counters count, by the field that has them, as {@code
 * RetryQueue.byTime}: found by reflection, in all objects of ours that can be reached, so that none is forgotten; but for configuration.
 */
final class CollectionSizes {
    private static final String OURS = "io.smppworker.";
    private static final Set<String> OTHERS = Set.of("io.smppworker.simulation", "io.smppworker.config");
    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            List<Field> fields = new ArrayList<>();
            for (Class<?> one = type; one != null && isOurs(one); one = one.getSuperclass()) {
                for (Field field : one.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers()) && mayRefer(field.getType())) {
                        field.setAccessible(true);
                        fields.add(field);
                    }
                }
            }
            return fields;
        }
    };

    private final Map<String, Integer> sizes = new TreeMap<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> left = new ArrayDeque<>();

    private CollectionSizes() {}

    /** By field, the elements of all its collections together; without those that are empty. */
    static Map<String, Integer> of(Object... roots) {
        CollectionSizes found = new CollectionSizes();
        for (Object root : roots) {
            found.reach(root, "");
        }
        while (!found.left.isEmpty()) {
            found.look(found.left.remove());
        }
        return found.sizes;
    }

    private void look(Object owner) {
        for (Field field : FIELDS.get(owner.getClass())) {
            try {
                String name = field.getDeclaringClass().getSimpleName() + "." + field.getName();
                reach(field.get(owner), name);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void reach(@Nullable Object value, String field) {
        if (value instanceof Collection<?> collection) {
            if (!collection.isEmpty() && seen.add(collection)) {
                sizes.merge(field, collection.size(), Integer::sum);
                collection.forEach(element -> reach(element, field));
            }
        } else if (value instanceof Map<?, ?> map) {
            if (!map.isEmpty() && seen.add(map)) {
                sizes.merge(field, map.size(), Integer::sum);
                map.forEach((key, element) -> {
                    reach(key, field);
                    reach(element, field);
                });
            }
        } else if (value instanceof AtomicInteger counter) {
            sizes.merge(field, counter.get(), Integer::sum);
        } else if (value != null && isOurs(value.getClass()) && seen.add(value)) {
            left.add(value);
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith(OURS) && !OTHERS.contains(type.getPackageName()) && !type.isEnum();
    }

    /** Numbers, strings and the like lead nowhere. */
    private static boolean mayRefer(Class<?> type) {
        return !type.isPrimitive() && !type.isArray() && type != String.class;
    }
}
