package io.smppworker.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The headers (all UTF-8 text) that a record on {@code sms.dead-letters} carries beside the original's own; its key and
 * value are the original bytes. One component for each header.
 *
 * @param reason one of {@code not-json}, {@code schema}, {@code unencodable}, {@code too-many-segments}
 * @param detail what is wrong, with the path of the field; never the text
 * @param topic where the record came from
 * @param messageId the request's id, when it could be read
 */
public record DeadLetterHeaders(
        @JsonProperty("dead-letter.reason") String reason,
        @JsonProperty("dead-letter.detail") String detail,
        @JsonProperty("dead-letter.topic") String topic,
        @JsonProperty("dead-letter.partition") String partition,
        @JsonProperty("dead-letter.offset") String offset,
        @JsonProperty("dead-letter.worker") String worker,
        @JsonProperty("dead-letter.at") String at,
        @JsonProperty("dead-letter.message-id") @Nullable String messageId) {}
