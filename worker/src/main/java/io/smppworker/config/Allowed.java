package io.smppworker.config;

/** Wordings and patterns shared by the constraints; none of them prints the value. */
final class Allowed {
    static final String REQUIRED = "is required";
    static final String RANGE = "must be between {min} and {max}";
    static final String AT_MOST = "must be at most {max} characters";

    static final String ASCII = "\\p{ASCII}*";
    static final String ONLY_ASCII = "must be ASCII";

    static final String NAME = "|[A-Za-z0-9][A-Za-z0-9._-]{0,63}"; // REQUIRED reports an empty one
    static final String ONLY_NAME =
            "must be at most 64 letters, digits, dots, dashes and underscores, the first a letter" + " or digit";

    /** A name or an IPv4 address; or an IPv6 address, which has two colons or more. */
    static final String HOST = "|[A-Za-z0-9._-]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*";

    static final String ONLY_HOST = "must be a host name or an IP address, without port";

    private Allowed() {}
}
