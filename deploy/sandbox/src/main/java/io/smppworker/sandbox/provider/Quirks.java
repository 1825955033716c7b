package io.smppworker.sandbox.provider;

import java.util.List;
import java.util.Map;

/**
 * How the provider departs from the tidy service of {@link ProviderConfig#defaults()}, as real ones do. Choices are
 * seeded.
 *
 * @param ids kinds of message id; one is chosen for each message
 * @param responseIds how submit_sm_resp writes an id that is a number
 * @param receiptIds how receipts write it
 * @param untidyIds whether ids come in any case, with leading zeros, and with spaces and NULs around them
 * @param forms of receipts; one is chosen for each
 * @param storyPercent of a hundred messages, how many have which story; those that are left {@link ReceiptStory#ONCE}
 * @param firstSegmentOnly whether only the first segment of a long message is reported on
 */
public record Quirks(
        List<IdKind> ids,
        IdBase responseIds,
        IdBase receiptIds,
        boolean untidyIds,
        List<ReceiptForm> forms,
        Map<ReceiptStory, Integer> storyPercent,
        boolean firstSegmentOnly) {

    /** What a message id is. */
    public enum IdKind {
        /** Sixteen decimal digits. */
        NUMBER,
        /** An unsigned number that takes all of 64 bits. */
        NUMBER_OF_64_BITS,
        UUID
    }

    /** How a number is written. */
    public enum IdBase {
        DECIMAL,
        HEX
    }

    public Quirks {
        ids = List.copyOf(ids);
        forms = List.copyOf(forms);
        storyPercent = Map.copyOf(storyPercent);
    }

    public static Quirks none() {
        return new Quirks(
                List.of(IdKind.NUMBER),
                IdBase.DECIMAL,
                IdBase.DECIMAL,
                false,
                List.of(ReceiptForm.DOCUMENTED),
                Map.of(),
                false);
    }

    public Quirks withIds(IdKind... kinds) {
        return new Quirks(List.of(kinds), responseIds, receiptIds, untidyIds, forms, storyPercent, firstSegmentOnly);
    }

    /** Untidily written numbers, in these bases. */
    public Quirks withUntidyIds(IdBase inResponses, IdBase inReceipts) {
        return new Quirks(ids, inResponses, inReceipts, true, forms, storyPercent, firstSegmentOnly);
    }

    public Quirks withForms(ReceiptForm... some) {
        return new Quirks(ids, responseIds, receiptIds, untidyIds, List.of(some), storyPercent, firstSegmentOnly);
    }

    public Quirks withStories(Map<ReceiptStory, Integer> percent) {
        return new Quirks(ids, responseIds, receiptIds, untidyIds, forms, percent, firstSegmentOnly);
    }

    public Quirks withFirstSegmentOnly() {
        return new Quirks(ids, responseIds, receiptIds, untidyIds, forms, storyPercent, true);
    }
}
