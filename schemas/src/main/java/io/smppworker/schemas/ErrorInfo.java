package io.smppworker.schemas;

import org.jspecify.annotations.Nullable;

/**
 * Why something did not succeed.
 *
 * @param commandStatus SMPP command_status as {@code "0x0000000B"}
 * @param name its SMPP name, {@code "ESME_RINVDSTADR"}
 * @param network the network's own error, from a delivery receipt
 * @param reason in words
 */
public record ErrorInfo(
        @Nullable String commandStatus,
        @Nullable String name,
        @Nullable String network,
        @Nullable String reason) {}
