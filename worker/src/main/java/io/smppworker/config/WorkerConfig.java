package io.smppworker.config;

import io.smppworker.message.TextSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** The whole of worker.yaml, valid when {@link ConfigFile} has loaded it. Immutable. One component for each section of the file. */
public record WorkerConfig(
        @NotBlank(message = Allowed.REQUIRED) @Pattern(regexp = Allowed.NAME, message = Allowed.ONLY_NAME)
        String workerId,

        @NotEmpty(message = "must name at least one of submit, correlate")
        Set<Role> roles,

        @Valid KafkaConfig kafka,
        @Valid TopicNames topics,
        @Valid AccountConfig account,
        @Valid OutboundConfig outbound,
        @Valid RequestDefaults defaults,
        @Valid CorrelatorConfig correlator,
        @Valid AdminConfig admin,
        LoggingConfig logging) {

    public WorkerConfig {
        roles = Collections.unmodifiableSet(new TreeSet<>(roles));
    }

    /** How texts are coded and cut, as the account and the defaults say. */
    public TextSettings text() {
        return new TextSettings(
                account.longMessages(),
                account.defaultAlphabet(),
                account.packed(),
                account.nationalLanguages(),
                defaults.transliterate());
    }

    /** A part of the work that this process does. */
    public enum Role {
        SUBMIT,
        CORRELATE
    }
}
