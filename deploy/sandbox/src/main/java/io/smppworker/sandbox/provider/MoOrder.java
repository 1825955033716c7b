package io.smppworker.sandbox.provider;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A deliver_sm to inject, as JSON: {@code from}, {@code to} and either {@code text} or the fields themselves.
 *
 * @param shortMessageHex octets of short_message
 * @param tlvs tag, such as {@code "0x0424"}, to value in hexadecimal
 */
record MoOrder(
        String from,
        String to,
        @Nullable String text,
        int esmClass,
        int dataCoding,
        @Nullable String shortMessageHex,
        @Nullable Map<String, String> tlvs) {
    void applyTo(Provider provider) {
        if (text != null) {
            provider.injectMo(from, to, text);
            return;
        }
        Map<Integer, byte[]> values = new LinkedHashMap<>();
        if (tlvs != null) {
            tlvs.forEach(
                    (tag, hex) -> values.put(Integer.decode(tag), HexFormat.of().parseHex(hex)));
        }
        byte[] octets = HexFormat.of().parseHex(shortMessageHex == null ? "" : shortMessageHex);
        provider.inject(new DeliverSmFields(from, to, esmClass, dataCoding, octets, values));
    }
}
