package io.smppworker.sandbox.provider;

import org.jspecify.annotations.Nullable;

/**
 * One attempt to bring a receipt or a mobile-originated message. One component for each field that the log has of it.
 *
 * @param delivery its number, the same at every attempt
 * @param messageRef of the submit_sm a receipt is for, null for injected ones
 * @param submitSession the session that submitted, null for injected ones
 * @param session the session it went over
 * @param answerStatus command_status of the deliver_sm_resp, null while there is none
 */
public record DeliveryTrace(
        long delivery,
        boolean receipt,
        String messageId,
        @Nullable String messageRef,
        @Nullable SessionInfo submitSession,
        SessionInfo session,
        int attempt,
        long sentNanos,
        @Nullable Integer answerStatus,
        @Nullable Long answeredNanos) {}
