package io.smppworker.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Logs for people on a terminal (of Linux), JSON elsewhere; {@code LOG_FORMAT} (json or text) takes precedence. */
public final class LogFormat {
    private static final String NAME = "LOG_FORMAT";
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private LogFormat() {}

    /** To be called before anything is logged. */
    public static void choose() {
        if (System.getenv(NAME) == null && System.getProperty(NAME) == null && isTerminal()) {
            System.setProperty(NAME, "text");
        }
    }

    /** Whether standard error is a terminal. */
    public static boolean isTerminal() {
        try {
            return Files.readSymbolicLink(STANDARD_ERROR).toString().matches("/dev/(pts/\\d+|tty\\w*|console)");
        } catch (IOException | UnsupportedOperationException notLinux) {
            return false;
        }
    }
}
