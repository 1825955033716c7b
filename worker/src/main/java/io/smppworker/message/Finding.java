package io.smppworker.message;

/**
 * The result of checking one thing outside this process.
 *
 * @param subject what was checked, as a topic's or a server's name
 * @param inWords what is there, or what is wrong and how to mend it
 */
public record Finding(String subject, Grade grade, String inWords) {
    /** Whether a worker can run with it as it is. */
    public enum Grade {
        GOOD,
        /** It works, but not as well as it could. */
        POOR,
        UNUSABLE
    }

    public static Finding good(String subject, String inWords) {
        return new Finding(subject, Grade.GOOD, inWords);
    }

    public static Finding poor(String subject, String inWords) {
        return new Finding(subject, Grade.POOR, inWords);
    }

    public static Finding unusable(String subject, String inWords) {
        return new Finding(subject, Grade.UNUSABLE, inWords);
    }

    public boolean isUsable() {
        return grade != Grade.UNUSABLE;
    }
}
