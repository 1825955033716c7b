package io.smppworker.schemas;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mobile-originated message: the value of a record on {@code sms.inbound}, keyed by {@code inboundId}. Exactly one of
 * {@code text} and {@code binary} (hex) is present.
 *
 * @param parts how many parts it was sent in
 * @param complete whether all of them arrived
 * @param bind bind slot number it arrived on (of the last part)
 * @param ports null when it is not addressed to an application port
 * @param esmClass esm_class of the first part that arrived, as are service_type and TON and NPI of the addresses
 * @param serviceType service_type; empty when blank
 * @param tlvs optional parameters of all parts that were not interpreted, each once; absent when there are none
 */
@RecordBuilder
public record Inbound(
        String inboundId,
        String from,
        String to,
        @Nullable String text,
        @Nullable String binary,
        int dataCoding,
        int parts,
        boolean complete,
        String server,
        int bind,
        String worker,
        Instant receivedAt,
        @Nullable Ports ports,
        int esmClass,
        String serviceType,
        int fromTon,
        int fromNpi,
        int toTon,
        int toNpi,
        @Nullable List<ReceivedTlv> tlvs) {}
