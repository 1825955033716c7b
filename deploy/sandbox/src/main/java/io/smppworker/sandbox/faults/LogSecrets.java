package io.smppworker.sandbox.faults;

import io.smppworker.sandbox.provider.ProviderConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must not be in a worker's log: the text of a message, a full number, the password. */
final class LogSecrets {
    /** In a thread's stack are hexadecimal addresses. */
    private static final String NO_ADDRESS = "(?<![0-9a-fx])";

    private static final Pattern SECRET =
            Pattern.compile(LoadRequests.TEXTS.stream().map(Pattern::quote).collect(Collectors.joining("|")) + "|"
                    + NO_ADDRESS + Pattern.quote(LoadRequests.COUNTRY) + "\\d{5,}|"
                    + Pattern.quote('"' + ProviderConfig.defaults().password() + '"'));

    private LogSecrets() {}

    /** The lines that have any of it, by file and number; not what they say. */
    static List<String> in(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<String> found = new ArrayList<>();
            for (Path log : files.filter(file -> file.endsWith("worker.log")).toList()) {
                List<String> lines = Files.readAllLines(log);
                for (int i = 0; i < lines.size(); i++) {
                    if (SECRET.matcher(lines.get(i)).find()) {
                        found.add(directory.relativize(log) + ":" + (i + 1));
                    }
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
