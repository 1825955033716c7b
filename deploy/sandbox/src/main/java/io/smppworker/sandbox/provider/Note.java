package io.smppworker.sandbox.provider;

import org.jspecify.annotations.Nullable;

/** What the log knows of a PDU beyond its header. */
sealed interface Note {
    /**
     * A submit_sm as it came; see {@link SubmitRow}.
     *
     * @param segment from the user data header or the sar_* parameters
     * @param octets the whole PDU when the log keeps them, else null
     */
    @SuppressWarnings("ArrayRecordComponent") // octets from a socket; never compared
    record Submit(String messageRef, int segment, int segments, int verdict, String messageId, byte @Nullable [] octets)
            implements Note {
        public boolean accepted() {
            return verdict == 0;
        }
    }

    /**
     * A deliver_sm on its way to the client.
     *
     * @param delivery number of the receipt or message, the same at every attempt
     * @param receipt a delivery receipt, else mobile-originated
     * @param messageId the receipt's; empty for a mobile-originated message
     * @param submitEntry log entry of the submit_sm that a receipt is for; -1 for injected ones
     * @param attempt 1-based
     */
    record Deliver(long delivery, boolean receipt, String messageId, int submitEntry, int attempt) implements Note {}
}
