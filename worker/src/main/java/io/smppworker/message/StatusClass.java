package io.smppworker.message;

/** What a command_status asks of the sender. */
public enum StatusClass {
    /** The same submit_sm can never succeed. */
    PERMANENT,

    /** The same submit_sm may succeed later; try again, a bounded number of times. */
    TRANSIENT,

    /** Too fast for the server: slow down, then try again. */
    THROTTLE,

    /** The session is not what we think it is: bind anew. */
    SESSION,

    /** The account is refused: no session will work until a person mends it. */
    ACCOUNT
}
