package io.smppworker.config;

import jakarta.validation.constraints.NotBlank;
import org.hibernate.validator.constraints.Range;

/** Where the admin HTTP server listens; port 0 takes a free one. */
public record AdminConfig(
        @NotBlank(message = Allowed.REQUIRED) String host,
        @Range(max = 65_535, message = Allowed.RANGE) int port) {}
