package io.smppworker.sandbox.provider;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A deliver_sm to inject, as JSON: {@code from}, {@code to} and either {@code text} or the fields themselves.
 *
 * @param text of one part: in data_coding 0 when its characters are the same octets in GSM 03.38 as in ASCII, else UCS-2
 * @param shortMessageHex octets of short_message
 * @param tlvs tag, such as {@code "0x0424"}, to value in hexadecimal
 */
public record MoOrder(
        String from,
        String to,
        @Nullable String text,
        int esmClass,
        int dataCoding,
        @Nullable String shortMessageHex,
        @Nullable Map<String, String> tlvs) {
    private static final String SAME_IN_GSM_AND_ASCII =
            " !\"#%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz\r\n";
    private static final int MOST_SEPTETS = 160;
    private static final int MOST_OCTETS = 140;

    /** @throws IllegalArgumentException when the text does not fit one part, or what is hexadecimal is not */
    DeliverSmFields fields() {
        if (text != null) {
            return fields(from, to, text);
        }
        Map<Integer, byte[]> values = new LinkedHashMap<>();
        if (tlvs != null) {
            tlvs.forEach(
                    (tag, hex) -> values.put(Integer.decode(tag), HexFormat.of().parseHex(hex)));
        }
        byte[] octets = HexFormat.of().parseHex(shortMessageHex == null ? "" : shortMessageHex);
        return new DeliverSmFields(from, to, esmClass, dataCoding, octets, values);
    }

    private static DeliverSmFields fields(String from, String to, String text) {
        boolean gsm = text.chars().allMatch(c -> SAME_IN_GSM_AND_ASCII.indexOf(c) >= 0);
        byte[] octets = text.getBytes(gsm ? StandardCharsets.US_ASCII : StandardCharsets.UTF_16BE);
        if (octets.length > (gsm ? MOST_SEPTETS : MOST_OCTETS)) {
            throw new IllegalArgumentException("does not fit one part: " + text.length() + " characters");
        }
        return new DeliverSmFields(from, to, 0, gsm ? 0 : 8, octets, Map.of());
    }
}
