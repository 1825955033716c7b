package io.smppworker.message;

/**
 * The result of checking one thing outside this process.
 *
 * @param subject what was checked, as a topic's or a server's name
 * @param inWords what is there, or what is wrong and how to mend it
 */
public record Finding(String subject, Verdict verdict, String inWords) {
    /** Whether a worker can run with it as it is. */
    public enum Verdict {
        GOOD,
        /** It works, but not as well as it could. */
        POOR,
        UNUSABLE
    }

    public static Finding good(String subject, String inWords) {
        return new Finding(subject, Verdict.GOOD, inWords);
    }

    public static Finding poor(String subject, String inWords) {
        return new Finding(subject, Verdict.POOR, inWords);
    }

    public static Finding unusable(String subject, String inWords) {
        return new Finding(subject, Verdict.UNUSABLE, inWords);
    }

    public boolean isUsable() {
        return verdict != Verdict.UNUSABLE;
    }
}
