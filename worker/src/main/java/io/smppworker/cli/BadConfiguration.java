package io.smppworker.cli;

import java.util.List;

/** The configuration does not allow the command to run; carries every problem, a line each. */
public final class BadConfiguration extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    BadConfiguration(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = problems;
    }

    public List<String> problems() {
        return problems;
    }
}
