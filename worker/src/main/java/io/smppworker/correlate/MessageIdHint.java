package io.smppworker.correlate;

import io.smppworker.message.CanonicalId;
import io.smppworker.message.MessageIdForm;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when receipts match no message only because {@code account.messageIds} names the wrong form: compares the ids of
 * the newest receipts with those of the newest acceptances, as configured and in the other forms that providers are known
 * to use. It sees what this process reads; with several workers that is a sample. Bounded memory; thread-safe.
 */
public final class MessageIdHint {
    private static final Logger LOG = LoggerFactory.getLogger(MessageIdHint.class);
    private static final int ACCEPTED_KEPT = 5_000;
    private static final int RECEIPTS_KEPT = 200;
    /** At least so many of the newest receipts must match in another form; fewer may be chance. */
    private static final int ENOUGH = 20;

    /** Matches as configured must be this many times rarer: a small number is a valid id in every base. */
    private static final int RARER = 10;

    /** How ids are written in submit_sm_resp and in receipts. */
    record Forms(MessageIdForm submitResp, MessageIdForm receipt) {
        String inWords() {
            return "{submitResp: %s, receipt: %s}".formatted(word(submitResp), word(receipt));
        }

        private static String word(MessageIdForm form) {
            return form.name().toLowerCase(Locale.ROOT);
        }
    }

    private static final List<Forms> OTHERS = List.of(
            new Forms(MessageIdForm.RAW, MessageIdForm.RAW),
            new Forms(MessageIdForm.HEX, MessageIdForm.DECIMAL),
            new Forms(MessageIdForm.DECIMAL, MessageIdForm.HEX));

    private final Forms configured;
    private final Map<MessageIdForm, Set<String>> accepted = new HashMap<>();
    /** For each of the newest receipts, which forms it matches in. */
    private final Deque<Set<Forms>> matches = new ArrayDeque<>();
    /** How many of {@link #matches} each of the forms is in. */
    private final Map<Forms, Integer> counts = new HashMap<>();

    private @Nullable Forms hinted;

    MessageIdHint(CorrelatorSettings settings) {
        this.configured = new Forms(
                settings.messageIds().submitResp(), settings.messageIds().receipt());
        for (MessageIdForm form : MessageIdForm.values()) {
            accepted.put(form, newest());
        }
    }

    private static Set<String> newest() {
        return Collections.newSetFromMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > ACCEPTED_KEPT;
            }
        });
    }

    /** An id as received in a submit_sm_resp. */
    synchronized void accepted(String smscMessageId) {
        accepted.forEach((form, ids) -> ids.add(CanonicalId.of(smscMessageId, form)));
    }

    /** An id as received in a receipt. */
    synchronized void reported(String smscMessageId) {
        Set<Forms> matching = Stream.concat(OTHERS.stream(), Stream.of(configured))
                .filter(forms -> isAccepted(smscMessageId, forms))
                .collect(Collectors.toSet());
        matches.add(matching);
        matching.forEach(forms -> counts.merge(forms, 1, Integer::sum));
        if (matches.size() > RECEIPTS_KEPT) {
            matches.remove().forEach(forms -> counts.merge(forms, -1, Integer::sum));
        }
        Forms before = hinted;
        hinted = better();
        if (hinted != null && !hinted.equals(before)) {
            LOG.warn("{}", inWords());
        }
    }

    private boolean isAccepted(String smscMessageId, Forms forms) {
        return accepted.getOrDefault(forms.submitResp, Set.of()).contains(CanonicalId.of(smscMessageId, forms.receipt));
    }

    private @Nullable Forms better() {
        int asConfigured = count(configured);
        Forms best = null;
        for (Forms other : OTHERS) {
            boolean isBest = best == null || count(other) > count(best);
            if (isBest && count(other) >= ENOUGH && count(other) > asConfigured * RARER) {
                best = other;
            }
        }
        return best;
    }

    private int count(Forms forms) {
        return counts.getOrDefault(forms, 0);
    }

    /** Receipts among the newest that match only in the hinted form; 0 without a hint. */
    public synchronized long receipts() {
        return hinted == null ? 0 : count(hinted) - count(configured);
    }

    /** What to change, in words; null when nothing is known to be wrong. */
    public synchronized @Nullable String inWords() {
        Forms better = hinted;
        return better == null
                ? null
                : ("of the last %d receipts %d match a message with account.messageIds: %s, and %d as it is set: %s."
                                + " Change account.messageIds")
                        .formatted(
                                matches.size(),
                                count(better),
                                better.inWords(),
                                count(configured),
                                configured.inWords());
    }
}
