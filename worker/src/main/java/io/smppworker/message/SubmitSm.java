package io.smppworker.message;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one submit_sm (SMPP 3.4 §4.4.1) that this product sets. One component for each field of the PDU that is used.
 *
 * @param source source_addr, at most 20 ASCII
 * @param destination destination_addr, digits
 * @param serviceType at most 5 ASCII; empty is the provider's default
 * @param registeredDelivery 0, 1 or 2
 * @param validity validity_period, sent as a relative time; null leaves it to the provider
 */
public record SubmitSm(
        String source,
        String destination,
        Addressing addressing,
        String serviceType,
        Segment segment,
        int registeredDelivery,
        int priority,
        @Nullable Duration validity,
        List<Tlv> tlvs) {

    /** With SMPP 3.4's defaults: TON and NPI unknown, the default service. */
    public SubmitSm(
            String source,
            String destination,
            Segment segment,
            int registeredDelivery,
            int priority,
            @Nullable Duration validity,
            List<Tlv> tlvs) {
        this(source, destination, Addressing.UNKNOWN, "", segment, registeredDelivery, priority, validity, tlvs);
    }
}
