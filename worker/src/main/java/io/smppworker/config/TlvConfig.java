package io.smppworker.config;

import io.dropwizard.validation.selfvalidating.SelfValidating;
import io.dropwizard.validation.selfvalidating.SelfValidation;
import io.dropwizard.validation.selfvalidating.ViolationCollector;
import io.smppworker.message.Tlv;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One optional parameter of every submit_sm (SMPP 3.4 §3.2.4.1), as a request has it; without hex and text its value is
 * empty.
 *
 * @param tag as {@code 0x1400}
 * @param hex its octets, two digits each
 * @param text in UTF-8
 */
@SelfValidating
public record TlvConfig(
        @NotBlank(message = Allowed.REQUIRED)
        @Pattern(regexp = "|" + TlvConfig.TAG, message = "must be 0x and four hexadecimal digits, as 0x1400")
        String tag,

        @Pattern(regexp = "([0-9A-Fa-f]{2})*", message = "must be an even number of hexadecimal digits") @Nullable
        String hex,

        @Nullable String text) {

    static final String TAG = "0x[0-9A-Fa-f]{4}";

    private static final String TOO_LONG = "must be at most 65535 octets";

    /** Tags that the worker itself sets to carry and join texts. */
    private static final Set<Integer> OWN =
            Set.of(Tlv.MESSAGE_PAYLOAD, Tlv.SAR_MSG_REF_NUM, Tlv.SAR_TOTAL_SEGMENTS, Tlv.SAR_SEGMENT_SEQNUM);

    /** There is one value, and it fits. Called by the validator. */
    @SelfValidation
    public void valueFits(ViolationCollector violations) {
        if (hex != null && text != null) {
            violations.addViolation("text", "must not be given beside hex");
        } else if (hex != null && hex.length() / 2 > Tlv.MOST_OCTETS) {
            violations.addViolation("hex", TOO_LONG);
        } else if (text != null && text.getBytes(StandardCharsets.UTF_8).length > Tlv.MOST_OCTETS) {
            violations.addViolation("text", TOO_LONG);
        }
    }

    /** The tag is not one that differs from segment to segment. Called by the validator. */
    @SelfValidation
    public void tagIsNotTheWorkersOwn(ViolationCollector violations) {
        if (isTag() && OWN.contains(Integer.decode(tag))) {
            violations.addViolation("tag", "must not be one that the worker sets itself: see account.longMessages");
        }
    }

    /** Whether the tag is well-formed. */
    boolean isTag() {
        return tag.matches(TAG);
    }

    /** The TLV; to be called on a valid configuration only. */
    public Tlv tlv() {
        byte[] value = hex != null
                ? HexFormat.of().parseHex(hex)
                : Objects.requireNonNullElse(text, "").getBytes(StandardCharsets.UTF_8);
        return new Tlv(Integer.decode(tag), value);
    }
}
