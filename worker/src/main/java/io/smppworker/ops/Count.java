package io.smppworker.ops;

/** Every counter of a worker; {@link WorkerMetrics} says how they add up. */
public enum Count {
    /** Records read from an outbound lane. */
    REQUESTS_TAKEN("requests.taken"),
    /** Requests that can never be sent: invalid, unencodable, or refused by the provider for good. */
    REQUESTS_REJECTED("requests.rejected"),
    /** Requests already known from the journal and therefore not sent again. */
    REQUESTS_REPEATED("requests.repeated"),
    /** Requests whose time ran out before they were submitted. */
    REQUESTS_EXPIRED("requests.expired"),
    /** Requests of which every segment was accepted. */
    REQUESTS_ACCEPTED("requests.accepted"),
    /** Requests that ended with a segment in doubt. */
    REQUESTS_IN_DOUBT("requests.in.doubt"),

    /** submit_sm handed to a bind, retries included. */
    SEGMENTS_SUBMITTED("segments.submitted"),
    /** submit_sm answered with ESME_ROK. */
    SEGMENTS_ACCEPTED("segments.accepted"),
    /** submit_sm answered with any other command_status. */
    SEGMENTS_REFUSED("segments.refused"),
    /** Those of the refused that were refused for the rate or a full queue (ESME_RTHROTTLED, ESME_RMSGQFUL). */
    SEGMENTS_THROTTLED("segments.throttled"),
    /** submit_sm of which no octet left. */
    SEGMENTS_NOT_SENT("segments.not.sent"),
    /** submit_sm that may or may not have been accepted. */
    SEGMENTS_IN_DOUBT("segments.in.doubt"),

    /** deliver_sm received, receipts and inbound messages alike. */
    DELIVERIES_RECEIVED("deliveries.received"),
    /** deliver_sm that Kafka has. */
    DELIVERIES_STORED("deliveries.stored"),
    /** deliver_sm answered with deliver_sm_resp. */
    DELIVERIES_ACKNOWLEDGED("deliveries.acknowledged");

    private final String metricName;

    Count(String metricName) {
        this.metricName = "smppworker." + metricName;
    }

    String metricName() {
        return metricName;
    }
}
