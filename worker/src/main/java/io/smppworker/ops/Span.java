package io.smppworker.ops;

/** Every duration that a worker measures. */
public enum Span {
    /** From handing a record to the journal until Kafka has it. */
    JOURNAL_WRITE("journal.write"),
    /** From submit_sm to submit_sm_resp. */
    SUBMIT_RESPONSE("submit.response"),
    /** From deliver_sm to deliver_sm_resp. */
    DELIVERY_RESPONSE("delivery.response");

    private final String metricName;

    Span(String metricName) {
        this.metricName = "smppworker." + metricName;
    }

    String metricName() {
        return metricName;
    }
}
