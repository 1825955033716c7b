package io.smppworker.ops;

import java.util.List;

/**
 * The catalogue: every metric of a worker's own, with its type, name, labels and meaning. {@code deploy/README.md} has it as a
 * table, which a test compares with this.
 *
 * <p>The first of these holds at any time, except for requests being handed over at that moment; the others while nothing is
 * under way:
 *
 * <pre>
 * requests_taken = requests (all outcomes) + requests_open
 * submits        = submit_outcomes (all outcomes)
 * submit_outcomes{outcome="refused"} = submit_refused (all classes)
 * deliveries{step="received"} = deliveries{step="acknowledged"} + deliveries{step="refused"}
 * </pre>
 */
public enum Metric {
    REQUESTS_TAKEN(Type.COUNTER, "requests_taken", "Requests read from a lane", Label.LANE),
    REQUESTS(
            Type.COUNTER,
            "requests",
            "Requests that have ended: accepted (every segment), rejected, expired, in_doubt, repeated (known from the"
                    + " journal, or a messageId seen before), released (left to another worker)",
            Label.LANE,
            Label.REQUEST_OUTCOME),
    REQUESTS_OPEN(Type.GAUGE, "requests_open", "Requests taken and not ended", Label.LANE),
    LANE_OLDEST(
            Type.GAUGE,
            "lane_oldest_seconds",
            "Age of the request that has been open for longest; its partition's offset waits for it",
            Label.LANE),
    LANE_LAG(
            Type.GAUGE,
            "lane_lag",
            "Requests in this worker's partitions of the lane that have not ended, open ones included, as of some"
                    + " seconds ago",
            Label.LANE),
    LANE_OPEN_TRANSACTION(
            Type.GAUGE,
            "lane_open_transaction_seconds",
            "Age of the oldest transaction that a producer has left open in this worker's partitions of the lane; what"
                    + " is behind it is neither sent nor lag; 0 below 10 s",
            Label.LANE),
    DEAD_LETTERS(Type.COUNTER, "dead_letters", "Records put on sms.dead-letters", Label.REASON),

    SUBMITS(Type.COUNTER, "submits", "submit_sm handed to a bind, retries included", Label.SERVER),
    SUBMIT_OUTCOMES(
            Type.COUNTER,
            "submit_outcomes",
            "What submit_sm came to: accepted, refused, not_sent (no octet left) or in_doubt",
            Label.SERVER,
            Label.SUBMIT_OUTCOME),
    SUBMIT_REFUSED(
            Type.COUNTER,
            "submit_refused",
            "submit_sm answered with an error, by what it means: permanent, transient, throttle, session, account",
            Label.SERVER,
            Label.STATUS_CLASS),
    BIND_ATTEMPTS(
            Type.COUNTER,
            "bind_attempts",
            "Binds tried: bound, refused or unreachable",
            Label.SERVER,
            Label.BIND_OUTCOME),
    SLOTS(Type.GAUGE, "slots", "Bind slots of the account"),
    SLOT_OWNED(Type.GAUGE, "slot_owned", "1 at the worker that owns the bind slot", Label.SERVER, Label.SLOT),
    SLOT_BOUND(
            Type.GAUGE,
            "slot_bound",
            "Whether the slot's session is bound, at the slot's owner",
            Label.SERVER,
            Label.SLOT),
    WINDOW_OUTSTANDING(
            Type.GAUGE,
            "window_outstanding",
            "submit_sm sent and not answered, of window_size",
            Label.SERVER,
            Label.SLOT),
    WINDOW_SIZE(Type.GAUGE, "window_size", "submit_sm that may be outstanding on a bind"),
    THROTTLE_QUOTA(
            Type.GAUGE, "throttle_quota", "submit_sm per second that this worker may send by its slots", Label.SERVER),
    THROTTLE_USED(Type.GAUGE, "throttle_used", "submit_sm that this worker has sent in the last second", Label.SERVER),
    LEASE(
            Type.GAUGE,
            "lease_seconds",
            "For how long this worker may submit without another confirmation by the broker; 0 when it may not"),
    LEASE_LONGEST(
            Type.GAUGE,
            "lease_longest_unconfirmed_seconds",
            "The longest time from the sending of a request that confirmed the lease to the next confirmation;"
                    + " submitting stops at kafka.sessionTimeout less one second"),
    CERTIFICATE_EXPIRY(
            Type.GAUGE,
            "certificate_expiry_timestamp_seconds",
            "When the certificate expires that the server showed last; absent without TLS",
            Label.SERVER),

    DELIVERIES(
            Type.COUNTER,
            "deliveries",
            "deliver_sm: received, acknowledged (Kafka has it), refused (Kafka could not take it; it comes again)",
            Label.SERVER,
            Label.STEP),
    LAST_RECEIPT(
            Type.GAUGE,
            "last_receipt_timestamp_seconds",
            "When the last deliver_sm with a receipt came; absent before the first"),
    RECEIPTS(Type.COUNTER, "receipts", "Receipts published on sms.receipts", Label.STAGE, Label.STATUS),
    UNMATCHED_RECEIPTS(Type.COUNTER, "unmatched_receipts", "Receipts published that belong to no message"),
    REPEATED_RECEIPTS(Type.COUNTER, "repeated_receipts", "Receipts that said nothing new"),
    LATE_RECEIPTS(Type.COUNTER, "late_receipts", "Receipts after a message's end that change nothing about it"),
    CORRECTED_RECEIPTS(Type.COUNTER, "corrected_receipts", "Final receipts that another one has superseded"),
    MISSING_RECEIPTS(Type.COUNTER, "missing_receipts", "Messages whose final receipt did not come in time"),
    OTHERWISE_MATCHING(
            Type.GAUGE,
            "otherwise_matching_receipts",
            "Of the latest unmatched receipts, those that would match with another account.messageIds"),
    UNANSWERED_REQUESTS(
            Type.COUNTER, "unanswered_requests", "Requests that repeated a messageId and got no receipt of their own"),
    FAULTY_RECORDS(Type.COUNTER, "faulty_records", "Records that the correlator could not read and passed over"),
    UNPARSED_DELIVERIES(
            Type.COUNTER,
            "unparsed_deliveries",
            "deliver_sm that could not be read; published on sms.receipts as unmatched, with the raw PDU"),
    INBOUND(Type.COUNTER, "inbound", "Mobile-originated messages published on sms.inbound"),
    CORRELATOR_STATE(
            Type.GAUGE, "correlator_state", "1 for the state that the correlator is in, 0 for the others", Label.STATE),

    PRODUCE_TO_SUBMIT(
            Type.HISTOGRAM,
            "produce_to_submit_seconds",
            "From a request's record timestamp to its first submit_sm",
            Label.LANE),
    SUBMIT_RESPONSE(Type.HISTOGRAM, "submit_response_seconds", "From submit_sm to submit_sm_resp", Label.SERVER),
    ACCEPT_TO_RECEIPT(
            Type.HISTOGRAM, "accept_to_receipt_seconds", "From submit_sm_resp to the deliver_sm of the final receipt"),
    DELIVER_TO_PUBLISHED(
            Type.HISTOGRAM,
            "deliver_to_published_seconds",
            "From a receipt's deliver_sm to its record on sms.receipts"),
    JOURNAL_WRITE(Type.HISTOGRAM, "journal_write_seconds", "From handing a record to the journal until Kafka has it"),

    READY(Type.GAUGE, "ready", "1 when /ready is 200"),
    STANDING_BY(Type.GAUGE, "standing_by", "1 when this worker holds no bind slot: there are more workers than slots"),
    CONFIG_RELOADS(Type.COUNTER, "config_reloads", "Changes of worker.yaml found: applied or rejected", Label.RELOAD),
    INFO(Type.INFO, "info", "1; says who it is", Label.VERSION, Label.WORKER);

    /** How a metric is exported. */
    enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM,
        INFO
    }

    private static final String PREFIX = "smppworker_";

    private final Type type;
    private final String name;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<Label> labels;

    Metric(Type type, String name, String meaning, Label... labels) {
        this.type = type;
        this.name = PREFIX + name;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    Type type() {
        return type;
    }

    /** The name without the suffix that Prometheus' text format adds to counters. */
    String exportedName() {
        return name;
    }

    String meaning() {
        return meaning;
    }

    List<Label> labels() {
        return labels;
    }
}
