package io.smppworker.config;

import io.smppworker.config.ConfigFile.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects problems by key path. A rejected value has been replaced by its default, so nothing more is reported about it. */
final class Problems {
    /** The key path of the file as a whole. */
    static final String WHOLE = "";

    private final List<Problem> found = new ArrayList<>();
    private final Set<String> rejected = new HashSet<>();

    /** The path of a key below {@code parent}; the root's path is empty. */
    static String child(String parent, String key) {
        return parent.isEmpty() ? key : parent + "." + key;
    }

    /** The path of a list element. */
    static String element(String list, int index) {
        return list + "[" + index + "]";
    }

    /** The value stands, and may have other problems. */
    void add(String keyPath, String message) {
        boolean settled = rejected.stream()
                .anyMatch(path ->
                        keyPath.equals(path) || keyPath.startsWith(path + ".") || keyPath.startsWith(path + "["));
        if (!settled) {
            found.add(new Problem(keyPath, message));
        }
    }

    /** The value is unusable; what is found later at or below this path is a consequence and is left out. */
    void reject(String keyPath, String message) {
        add(keyPath, message);
        rejected.add(keyPath);
    }

    boolean hasRejected(String keyPath) {
        return rejected.contains(keyPath);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** All, ordered by key path. */
    List<Problem> all() {
        return found.stream()
                .distinct()
                .sorted(Comparator.comparing(Problem::keyPath).thenComparing(Problem::message))
                .toList();
    }
}
