package io.smppworker.config;

/** A value that must never be printed: {@link #toString()} hides it. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
