package io.smppworker.inbound;

import io.smppworker.message.Tlv;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads optional parameters (SMPP 3.4 §3.2.4.1); one that is absent or of the wrong length is null. Pure. */
final class Tlvs {
    private Tlvs() {}

    /** An integer of one octet, or of up to four, as some providers send them. */
    static @Nullable Integer number(List<Tlv> tlvs, int tag) {
        byte[] value = octets(tlvs, tag);
        if (value == null || value.length == 0 || value.length > Integer.BYTES) {
            return null;
        }
        return new BigInteger(1, value).intValue();
    }

    /** A C-octet string, with or without its NUL, without padding; empty is null. */
    static @Nullable String text(List<Tlv> tlvs, int tag) {
        byte[] value = octets(tlvs, tag);
        if (value == null) {
            return null;
        }
        int end = 0;
        while (end < value.length && value[end] != 0) {
            end++;
        }
        String text = new String(value, 0, end, StandardCharsets.ISO_8859_1).strip();
        return text.isEmpty() ? null : text;
    }

    /** The value of the first parameter with this tag. */
    static byte @Nullable [] octets(List<Tlv> tlvs, int tag) {
        for (Tlv tlv : tlvs) {
            if (tlv.tag() == tag) {
                return tlv.value();
            }
        }
        return null;
    }

    /** All but those with a tag that was used, of which only the first was read. */
    static List<Tlv> others(List<Tlv> tlvs, Set<Integer> usedTags) {
        Set<Integer> used = new HashSet<>(usedTags);
        List<Tlv> others = new ArrayList<>();
        for (Tlv tlv : tlvs) {
            if (!used.remove(tlv.tag())) {
                others.add(tlv);
            }
        }
        return List.copyOf(others);
    }
}
