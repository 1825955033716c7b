package io.smppworker.message;

/** The two queues of requests: urgent is served before bulk. */
public enum Lane {
    URGENT,
    BULK
}
