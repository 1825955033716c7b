package io.smppworker.sandbox.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What to run in a child JVM, by the {@code java} binary of this one. Not thread-safe.
 *
 * <p>Output: with {@link #log} alone, both streams are appended to that file; with {@link #onLine}, standard output goes
 * to the consumer line by line (on a thread of its own) and standard error to the log; with neither, both are discarded.
 */
public final class JavaCommand {
    private final String name;
    private final List<String> program;
    private final List<String> jvmOptions = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private @Nullable File log;
    private @Nullable Consumer<String> onLine;

    private JavaCommand(String name, List<String> program) {
        this.name = name;
        this.program = program;
    }

    /** The main method of {@code main}, on the class path of this JVM. */
    public static JavaCommand main(Class<?> main) {
        return main(main, System.getProperty("java.class.path"));
    }

    /** The main method of {@code main}, on {@code classPath}. */
    public static JavaCommand main(Class<?> main, String classPath) {
        return new JavaCommand(main.getSimpleName(), List.of("-cp", classPath, main.getName()));
    }

    /** The main class of an executable jar. */
    public static JavaCommand jar(Path jar) {
        return new JavaCommand(String.valueOf(jar.getFileName()), List.of("-jar", jar.toString()));
    }

    public JavaCommand jvmOptions(String... options) {
        jvmOptions.addAll(List.of(options));
        return this;
    }

    public JavaCommand environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public JavaCommand log(Path file) {
        log = file.toFile();
        return this;
    }

    public JavaCommand onLine(Consumer<String> consumer) {
        onLine = consumer;
        return this;
    }

    /**
     * Runs it.
     *
     * @throws UncheckedIOException when the JVM cannot be started
     */
    public JavaProcess start(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(program);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        ProcessBuilder.Redirect toLog =
                log == null ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.appendTo(log);
        builder.redirectError(toLog);
        builder.redirectOutput(onLine == null ? toLog : ProcessBuilder.Redirect.PIPE);
        try {
            JavaProcess process = new JavaProcess(name, builder.start());
            if (onLine != null) {
                process.readLines(onLine);
            }
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
