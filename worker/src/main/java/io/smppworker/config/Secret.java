package io.smppworker.config;

import com.fasterxml.jackson.annotation.JsonCreator;

/** A value that must never be printed: {@link #toString()} hides it. */
public record Secret(String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Secret {}

    @Override
    public String toString() {
        return "***";
    }
}
