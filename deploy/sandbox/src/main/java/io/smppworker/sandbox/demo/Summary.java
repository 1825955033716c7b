package io.smppworker.sandbox.demo;

import java.util.List;
import java.util.Locale;

/** The numbers as sentences. */
final class Summary {
    private Summary() {}

    static List<String> lines(DemoResult result) {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%d requests: %d accepted (%d delivered, %d not), %d rejected, %d in doubt",
                        result.requests(),
                        result.accepted(),
                        result.delivered(),
                        result.undelivered(),
                        result.rejected(),
                        result.inDoubt()),
                String.format(
                        Locale.ROOT,
                        "%d duplicate submits, %d throttled responses, %d unmatched receipts",
                        result.duplicateSubmits(),
                        result.throttledResponses(),
                        result.unmatchedReceipts()),
                String.format(
                        Locale.ROOT,
                        "%.1f submits/s sustained; 99 %% of requests submitted within %.1f s of being produced; %.1f s in all",
                        result.submitRatePerSecond(),
                        result.p99SubmitMillis() / 1000.0,
                        result.seconds()),
                "most binds at once: " + result.maxBindsPerServer());
    }
}
