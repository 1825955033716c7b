package io.smppworker.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropwizard.validation.BaseValidator;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/**
 * Reads worker.yaml: YAML to tree, environment substituted, laid over the defaults, bound to records, validated. Every
 * step goes on with the default in place of what it found wrong, so that one run reports all problems.
 */
public final class ConfigFile {
    /** Without an expression language: messages are the records' own, and need none. */
    private static final Validator VALIDATOR = BaseValidator.newConfiguration()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();

    private ConfigFile() {}

    /** The result of reading the file. */
    public sealed interface Result {}

    /** The file is valid. */
    public record Loaded(WorkerConfig config) implements Result {}

    /** Nothing may be started; at least one problem, ordered by key path. */
    public record Invalid(List<Problem> problems) implements Result {}

    /**
     * One thing to mend.
     *
     * @param keyPath as {@code account.servers[1].port}; empty for the file as a whole
     * @param message what is wrong and what is allowed; never contains a value of the file or the environment
     */
    public record Problem(String keyPath, String message) {
        @Override
        public String toString() {
            return keyPath.isEmpty() ? "the file " + message : keyPath + " " + message;
        }
    }

    /**
     * Reads and checks {@code file}, and nothing else but whether the files it names are there.
     *
     * @param env environment variables that values may refer to
     */
    public static Result load(Path file, Map<String, String> env) {
        Problems problems = new Problems();
        ObjectNode given = YamlTree.read(text(file, problems), problems);
        if (problems.hasRejected(Problems.WHOLE)) {
            return new Invalid(problems.all());
        }
        Substitution substitution = new Substitution(env, problems);
        substitution.apply(given);
        ObjectNode defaults = Defaults.suiting(given);
        substitution.apply(defaults);

        ObjectNode merged = new Merge(problems).section(defaults, given, "");
        locate(merged, file);
        WorkerConfig config = Binding.bind(merged, defaults, problems);
        validate(config, problems);
        return problems.isEmpty() ? new Loaded(config) : new Invalid(problems.all());
    }

    private static String text(Path file, Problems problems) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            problems.reject(Problems.WHOLE, "does not exist: " + file);
        } catch (CharacterCodingException e) {
            problems.reject(Problems.WHOLE, "is not UTF-8 text: " + file);
        } catch (IOException e) {
            problems.reject(Problems.WHOLE, "cannot be read: " + file);
        }
        return "";
    }

    /** Completes the paths that depend on the file's directory or the worker's id. */
    private static void locate(ObjectNode merged, Path file) {
        locate((ObjectNode) merged.path("account"), "passwordFile", file);
        ObjectNode tls = (ObjectNode) merged.at("/account/tls");
        List.of("caFile", "certificateFile", "keyFile").forEach(key -> locate(tls, key, file));
        ObjectNode correlator = (ObjectNode) merged.path("correlator");
        if (correlator.path("stateDir").isNull()) {
            correlator.put("stateDir", "state/" + merged.path("workerId").textValue());
        }
    }

    private static void locate(ObjectNode section, String key, Path file) {
        if (section.path(key).isTextual()) {
            Binding.path(section.path(key).textValue())
                    .ifPresent(
                            path -> section.put(key, file.resolveSibling(path).toString()));
        }
    }

    private static void validate(WorkerConfig config, Problems problems) {
        VALIDATOR
                .validate(config)
                .forEach(violation -> problems.add(
                        violation.getPropertyPath().toString().replace(".<list element>", ""), violation.getMessage()));
    }
}
