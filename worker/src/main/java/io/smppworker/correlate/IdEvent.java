package io.smppworker.correlate;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.smppworker.schemas.DeliveryRecord;

/** What is known about one canonical SMSC message id: the value of the internal topic keyed by it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "e")
@JsonSubTypes({
    @JsonSubTypes.Type(value = IdEvent.Accepted.class, name = "a"),
    @JsonSubTypes.Type(value = IdEvent.Reported.class, name = "r")
})
sealed interface IdEvent {
    /**
     * The provider gave this id to a segment.
     *
     * @param smscMessageId as it came in submit_sm_resp
     */
    record Accepted(String messageId, int segment, String smscMessageId) implements IdEvent {}

    /** The provider reported on this id. */
    record Reported(DeliveryRecord delivery) implements IdEvent {}
}
