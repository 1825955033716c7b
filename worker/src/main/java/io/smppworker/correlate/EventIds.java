package io.smppworker.correlate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

/** Event ids that are a function of what happened, so that an event published again keeps its id. Pure. */
final class EventIds {
    private EventIds() {}

    /** A name-based UUID (RFC 9562 version 3) of the parts. */
    static String of(String... parts) {
        return UUID.nameUUIDFromBytes(String.join("\n", parts).getBytes(UTF_8)).toString();
    }
}
