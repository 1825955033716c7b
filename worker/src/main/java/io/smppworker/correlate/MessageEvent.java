package io.smppworker.correlate;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.ReceivedTlv;
import io.smppworker.schemas.SubmissionRecord;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An event of one message. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_ARRAY)
@JsonSubTypes({
    @JsonSubTypes.Type(value = MessageEvent.Journalled.class, name = "j"),
    @JsonSubTypes.Type(value = MessageEvent.Report.class, name = "r")
})
sealed interface MessageEvent {
    /** When it became known. */
    Instant at();

    /** From the submission journal. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Journalled(SubmissionRecord entry) implements MessageEvent {
        @Override
        public Instant at() {
            return entry.at();
        }
    }

    /**
     * From a delivery receipt. One component for each thing that the report says.
     *
     * @param segment 1-based
     * @param smscMessageId as it came in the submit_sm_resp of the segment
     * @param at when the deliver_sm came
     * @param tlvs those from which nothing was read; null when there are none
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Report(
            int segment,
            String smscMessageId,
            Receipt.Status status,
            String rawStatus,
            @Nullable String network,
            @Nullable Instant doneAt,
            Instant at,
            @Nullable List<ReceivedTlv> tlvs)
            implements MessageEvent {

        /** The same report on another segment that was given the same id. */
        Report on(IdEvent.Accepted owner) {
            return new Report(owner.segment(), owner.smscMessageId(), status, rawStatus, network, doneAt, at, tlvs);
        }

        /** Whether it says nothing that the other one did not. */
        boolean repeats(Report other) {
            return status == other.status
                    && smscMessageId.equals(other.smscMessageId)
                    && rawStatus.equals(other.rawStatus)
                    && Objects.equals(doneAt, other.doneAt);
        }
    }
}
