package io.smppworker.smpp;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.tlv.Tlv;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the optional parameters at the end of a PDU (SMPP 3.4 §3.2.4), also where one of their lengths is wrong or the last
 * one is cut: whole ones are read, and of a cut one only what cannot be mistaken for something else. Pure; not thread-safe.
 */
final class TlvReader {
    private static final int NONE = -1;
    private static final int FIRST_OF_VENDORS = 0x1400;
    private static final int RECEIPTED_MESSAGE_ID = 0x001E; // SMPP 3.4 §5.3.2.12

    private final byte[] raw;
    private @Nullable Sums sums;

    /**
     * For every octet of the PDU, found from its end backwards, so that the cost is linear in its length whatever it holds.
     *
     * @param addsUp whether whole parameters follow up to the end
     * @param sound the first place from there on at which known parameters of sound lengths follow up to the end
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sums(boolean[] addsUp, int[] sound) {}

    TlvReader(byte[] raw) {
        this.raw = raw;
    }

    /** Whether the octets from there to the end are parameters, whatever their tags, whose lengths add up. */
    boolean addsUp(int start) {
        int at = start;
        while (at < raw.length) {
            if (raw.length - at < TlvTable.HEADER_OCTETS) {
                return false;
            }
            at = next(at);
        }
        return at == raw.length;
    }

    /**
     * Whether any of the parameters from there on, whose lengths add up, has a known tag or a vendor's (SMPP 3.4 §5.3.2:
     * from 0x1400 on). In a text in UTF-16 such a tag and its small length would be, say, an East Asian character and then
     * a Latin one whose code by chance is the number of octets left.
     */
    boolean hasTagOfItsOwn(int start) {
        for (int at = start; at < raw.length; at = next(at)) {
            if (TlvTable.isTag(tag(at)) || tag(at) >= FIRST_OF_VENDORS) {
                return true;
            }
        }
        return false;
    }

    /** Whether a parameter with a known tag begins there, whole or not. */
    boolean begins(int at) {
        return raw.length - at >= Short.BYTES && TlvTable.isTag(tag(at));
    }

    /**
     * The first place from there on at which nothing but known parameters of sound lengths follow up to the end of the
     * PDU; -1 when there is none.
     */
    int firstSound(int from) {
        return from < raw.length ? sums().sound()[from] : NONE;
    }

    private Sums sums() {
        if (sums == null) {
            boolean[] addsUp = new boolean[raw.length + 1];
            boolean[] isSound = new boolean[raw.length + 1];
            int[] sound = new int[raw.length + 1];
            Arrays.fill(sound, NONE);
            addsUp[raw.length] = true;
            isSound[raw.length] = true;
            for (int at = raw.length - 1; at >= PduDecoder.HEADER_OCTETS; at--) {
                if (raw.length - at >= TlvTable.HEADER_OCTETS && next(at) <= raw.length) {
                    addsUp[at] = addsUp[next(at)];
                    isSound[at] = isSound[next(at)] && TlvTable.isSound(tag(at), length(at));
                }
                sound[at] = isSound[at] ? at : sound[at + 1];
            }
            sums = new Sums(addsUp, sound);
        }
        return sums;
    }

    /** The parameters that can be read from there on. */
    List<Tlv> read(int start) {
        List<Tlv> tlvs = new ArrayList<>();
        int at = start;
        while (raw.length - at >= TlvTable.HEADER_OCTETS) {
            int end = end(at);
            byte[] value = Arrays.copyOfRange(raw, at + TlvTable.HEADER_OCTETS, end);
            byte[] read = next(at) == end ? value : ofLying(tag(at), length(at), value);
            if (read != null) {
                tlvs.add(new Tlv((short) tag(at), read));
            }
            at = end;
        }
        return tlvs;
    }

    /** Where the value ends: where its length says, unless what follows shows that the length lies. */
    private int end(int at) {
        int said = next(at);
        int fixed = TlvTable.fixedLength(tag(at));
        int usual = at + TlvTable.HEADER_OCTETS + fixed;
        if (fixed >= 0 && usual <= raw.length && (said == usual || isSound(usual))) {
            return usual;
        }
        int identifier = tag(at) == RECEIPTED_MESSAGE_ID ? endOfString(at) : NONE;
        if (identifier >= said && (identifier == said || isSound(identifier))) {
            return identifier;
        }
        if (said <= raw.length && (sums().addsUp()[said] || (fixed < 0 && begins(said)))) {
            return said;
        }
        int sound = firstSound(at + TlvTable.HEADER_OCTETS);
        if (sound >= 0) {
            return sound;
        }
        return said > raw.length || fixed < 0 ? raw.length : said;
    }

    private boolean isSound(int at) {
        return at == raw.length || firstSound(at) == at;
    }

    /** Behind the first NUL of the value, whatever its length; -1 when there is none. */
    private int endOfString(int at) {
        for (int i = at + TlvTable.HEADER_OCTETS; i < raw.length; i++) {
            if (raw[i] == 0) {
                return i + 1;
            }
        }
        return NONE;
    }

    /**
     * The usable octets of a value that does not end where its length says: all of a text, all of a fixed length, a string
     * up to its NUL. Null for half of an identifier, and for one whose first octets may have been taken for its length.
     */
    private static byte @Nullable [] ofLying(int tag, int length, byte[] value) {
        int fixed = TlvTable.fixedLength(tag);
        if (fixed >= 0) {
            return value.length >= fixed ? Arrays.copyOf(value, fixed) : null;
        }
        if (tag == Short.toUnsignedInt(SmppConstants.TAG_MESSAGE_PAYLOAD)) {
            return value;
        }
        for (int i = 0; i < value.length && length < ' '; i++) {
            if (value[i] == 0) {
                return Arrays.copyOf(value, i + 1);
            }
        }
        return null;
    }

    private int tag(int at) {
        return (raw[at] & 0xFF) << 8 | (raw[at + 1] & 0xFF);
    }

    private int length(int at) {
        return (raw[at + 2] & 0xFF) << 8 | (raw[at + 3] & 0xFF);
    }

    private int next(int at) {
        return at + TlvTable.HEADER_OCTETS + length(at);
    }
}
