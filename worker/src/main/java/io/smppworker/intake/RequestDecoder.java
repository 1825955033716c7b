package io.smppworker.intake;

import io.smppworker.config.AccountConfig;
import io.smppworker.config.AddressingConfig;
import io.smppworker.config.RequestDefaults;
import io.smppworker.config.TlvConfig;
import io.smppworker.message.Addressing;
import io.smppworker.message.Content;
import io.smppworker.message.Numbering;
import io.smppworker.message.OnInDoubt;
import io.smppworker.message.PassThrough;
import io.smppworker.message.RegisteredDelivery;
import io.smppworker.message.SmsRequest;
import io.smppworker.message.SmsRequestBuilder;
import io.smppworker.message.TextEncoding;
import io.smppworker.message.Tlv;
import io.smppworker.schemas.RequestReader;
import io.smppworker.schemas.SendRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Turns a record of a lane into a request, with the account's settings and the defaults filled in. Thread-safe. */
final class RequestDecoder {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] NO_KEY = {};
    private static final byte[] REHEARSED = """
            {"messageId": "rehearsal", "to": "27820000000", "text": "nothing", "validity": "PT1H", "receipt": "final"}
            """.getBytes(StandardCharsets.UTF_8);
    private static final int REHEARSALS = 50;

    private final RequestReader reader = new RequestReader();
    private final AddressingConfig addressing;
    private final String serviceType;
    private final List<Tlv> accountTlvs;
    private final RequestDefaults defaults;
    private final int maxResends;
    private final Set<String> forwardHeaders;

    /** @param maxResends where it is 0, every request is one whose doubts are reported */
    RequestDecoder(AccountConfig account, RequestDefaults defaults, int maxResends, List<String> forwardHeaders) {
        this.addressing = account.addressing();
        this.serviceType = account.serviceType();
        this.accountTlvs = account.tlvs().stream().map(TlvConfig::tlv).toList();
        this.defaults = defaults;
        this.maxResends = maxResends;
        Set<String> names = new LinkedHashSet<>(List.of("traceparent", "tracestate"));
        names.addAll(forwardHeaders);
        this.forwardHeaders = names;
    }

    /** The result of decoding a record. */
    sealed interface Decoded {
        record Valid(SmsRequest request) implements Decoded {}

        /**
         * It is no request.
         *
         * @param reason the dead letter's reason
         * @param messageId when it could be read
         */
        record Invalid(
                String reason,
                String detail,
                @Nullable String messageId,
                @Nullable String to,
                PassThrough passThrough) implements Decoded {}
    }

    /** Decodes a made-up request, so that all code is loaded for the first real ones, during which bind slots stand idle. */
    Decoded rehearse() {
        ConsumerRecord<byte[], byte[]> message = new ConsumerRecord<>("rehearsal", 0, 0, NO_KEY, REHEARSED);
        for (int time = 1; time < REHEARSALS; time++) {
            decode(message, Instant.EPOCH);
        }
        return decode(message, Instant.EPOCH);
    }

    /** @param now by this worker's clock */
    Decoded decode(ConsumerRecord<byte[], byte[]> message, Instant now) {
        Map<String, String> headers = forwarded(message);
        RequestReader.Result result = reader.read(message.value());
        if (result instanceof RequestReader.Valid valid) {
            Instant producedAt = RecordTime.producedAt(message.timestamp(), now);
            return new Decoded.Valid(request(valid.request(), producedAt, headers));
        }
        RequestReader.Invalid invalid = (RequestReader.Invalid) result;
        return new Decoded.Invalid(
                invalid.reason(), invalid.detail(), invalid.messageId(), invalid.to(), new PassThrough(null, headers));
    }

    /** @param producedAt the time from which a validity counts */
    private SmsRequest request(SendRequest request, Instant producedAt, Map<String, String> headers) {
        String from = Objects.requireNonNullElse(request.from(), Objects.requireNonNullElse(defaults.from(), ""));
        Instant validUntil = request.validity() == null ? null : producedAt.plus(request.validity());
        return SmsRequestBuilder.builder()
                .messageId(request.messageId())
                .to(request.to().startsWith("+") ? request.to().substring(1) : request.to())
                .from(from)
                .addressing(addressing(request, from))
                .serviceType(Objects.requireNonNullElse(request.serviceType(), serviceType))
                .content(content(request))
                .receipt(request.receipt() == null ? defaults.receipt() : of(request.receipt()))
                .onInDoubt(onInDoubt(request))
                .priority(Objects.requireNonNullElse(request.priority(), 0))
                .tlvs(tlvs(request))
                .passThrough(new PassThrough(
                        request.context() == null ? null : request.context().toString(), headers))
                .producedAt(producedAt)
                .submitBefore(earlier(request.expiresAt(), validUntil))
                .validUntil(validUntil)
                .build();
    }

    private static RegisteredDelivery of(SendRequest.RegisteredDelivery wanted) {
        return switch (wanted) {
            case FINAL -> RegisteredDelivery.FINAL;
            case FAILURE -> RegisteredDelivery.FAILURE;
            case NONE -> RegisteredDelivery.NONE;
        };
    }

    private OnInDoubt onInDoubt(SendRequest request) {
        if (maxResends == 0) {
            return OnInDoubt.REPORT;
        }
        return request.onInDoubt() == null ? defaults.onInDoubt() : of(request.onInDoubt());
    }

    private static OnInDoubt of(SendRequest.OnInDoubt wanted) {
        return switch (wanted) {
            case RESEND -> OnInDoubt.RESEND;
            case REPORT -> OnInDoubt.REPORT;
        };
    }

    private static TextEncoding of(SendRequest.Encoding wanted) {
        return switch (wanted) {
            case AUTO -> TextEncoding.AUTO;
            case GSM7 -> TextEncoding.GSM7;
            case UCS2 -> TextEncoding.UCS2;
        };
    }

    private Addressing addressing(SendRequest request, String from) {
        return new Addressing(
                numbering(
                        request.sourceTon(),
                        request.sourceNpi(),
                        addressing.source().numbering(Numbering.ofSource(from))),
                numbering(
                        request.destinationTon(),
                        request.destinationNpi(),
                        addressing.destination().numbering(Numbering.INTERNATIONAL)));
    }

    private static Numbering numbering(@Nullable Integer ton, @Nullable Integer npi, Numbering fallback) {
        return new Numbering(
                Objects.requireNonNullElse(ton, fallback.ton()), Objects.requireNonNullElse(npi, fallback.npi()));
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private Content content(SendRequest request) {
        SendRequest.Binary binary = request.binary();
        if (binary != null) {
            return new Content.Binary(
                    HEX.parseHex(binary.hex()),
                    Objects.requireNonNullElse(binary.dataCoding(), 4),
                    Objects.requireNonNullElse(binary.esmClass(), 0),
                    request.messageClass());
        }
        return new Content.Text(
                Objects.requireNonNullElse(request.text(), ""),
                request.encoding() == null ? defaults.encoding() : of(request.encoding()),
                request.messageClass());
    }

    /** The request's own, and those of the account whose tag is not among them. */
    private List<Tlv> tlvs(SendRequest request) {
        List<Tlv> tlvs = own(request);
        Set<Integer> tags = tlvs.stream().map(Tlv::tag).collect(Collectors.toSet());
        accountTlvs.stream().filter(tlv -> !tags.contains(tlv.tag())).forEach(tlvs::add);
        return tlvs;
    }

    private static List<Tlv> own(SendRequest request) {
        List<Tlv> tlvs = new ArrayList<>();
        if (request.customerReference() != null) {
            tlvs.add(new Tlv(Tlv.CUSTOMER_REFERENCE, request.customerReference().getBytes(StandardCharsets.UTF_8)));
        }
        if (request.costCentre() != null) {
            tlvs.add(new Tlv(Tlv.COST_CENTRE, request.costCentre().getBytes(StandardCharsets.UTF_8)));
        }
        for (SendRequest.Tlv tlv : Objects.requireNonNullElse(request.tlvs(), List.<SendRequest.Tlv>of())) {
            tlvs.add(new Tlv(Integer.decode(tlv.tag()), octets(tlv)));
        }
        return tlvs;
    }

    private static byte[] octets(SendRequest.Tlv tlv) {
        return tlv.hex() != null
                ? HEX.parseHex(tlv.hex())
                : Objects.requireNonNullElse(tlv.text(), "").getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, String> forwarded(ConsumerRecord<byte[], byte[]> message) {
        Map<String, String> headers = new HashMap<>();
        for (String name : forwardHeaders) {
            Header header = message.headers().lastHeader(name);
            if (header != null && header.value() != null) {
                headers.put(name, Base64.getEncoder().encodeToString(header.value()));
            }
        }
        return headers;
    }
}
