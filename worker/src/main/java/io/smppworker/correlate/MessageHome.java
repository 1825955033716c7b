package io.smppworker.correlate;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;

/**
 * The state that {@link HomeFold} keeps of one message.
 *
 * @param state null when the message has moved
 * @param movedTo the canonical SMSC message id at which it is folded now; null while it is folded here
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
record MessageHome(@Nullable MessageState state, @Nullable String movedTo) {
    static MessageHome of(MessageState state) {
        return new MessageHome(state, null);
    }

    static MessageHome movedTo(String id) {
        return new MessageHome(null, id);
    }
}
