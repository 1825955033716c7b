package io.smppworker.message;

import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * command_status values and their names (SMPP 3.4 §5.1.3, table 5-2). The statuses this product acts upon by name have
 * a constant; {@link #name} knows all of them.
 */
public final class CommandStatus {
    public static final int ESME_ROK = 0x00;
    public static final int ESME_RINVCMDLEN = 0x02;
    public static final int ESME_RINVCMDID = 0x03;
    public static final int ESME_RINVBNDSTS = 0x04;
    public static final int ESME_RALYBND = 0x05;
    public static final int ESME_RSYSERR = 0x08;
    public static final int ESME_RBINDFAIL = 0x0D;
    public static final int ESME_RINVPASWD = 0x0E;
    public static final int ESME_RINVSYSID = 0x0F;
    public static final int ESME_RMSGQFUL = 0x14;
    public static final int ESME_RINVSYSTYP = 0x53;
    public static final int ESME_RTHROTTLED = 0x58;
    public static final int ESME_RX_T_APPN = 0x64;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(ESME_ROK, "ESME_ROK"),
            Map.entry(0x01, "ESME_RINVMSGLEN"),
            Map.entry(ESME_RINVCMDLEN, "ESME_RINVCMDLEN"),
            Map.entry(ESME_RINVCMDID, "ESME_RINVCMDID"),
            Map.entry(ESME_RINVBNDSTS, "ESME_RINVBNDSTS"),
            Map.entry(ESME_RALYBND, "ESME_RALYBND"),
            Map.entry(0x06, "ESME_RINVPRTFLG"),
            Map.entry(0x07, "ESME_RINVREGDLVFLG"),
            Map.entry(ESME_RSYSERR, "ESME_RSYSERR"),
            Map.entry(0x0A, "ESME_RINVSRCADR"),
            Map.entry(0x0B, "ESME_RINVDSTADR"),
            Map.entry(0x0C, "ESME_RINVMSGID"),
            Map.entry(ESME_RBINDFAIL, "ESME_RBINDFAIL"),
            Map.entry(ESME_RINVPASWD, "ESME_RINVPASWD"),
            Map.entry(ESME_RINVSYSID, "ESME_RINVSYSID"),
            Map.entry(0x11, "ESME_RCANCELFAIL"),
            Map.entry(0x13, "ESME_RREPLACEFAIL"),
            Map.entry(ESME_RMSGQFUL, "ESME_RMSGQFUL"),
            Map.entry(0x15, "ESME_RINVSERTYP"),
            Map.entry(0x33, "ESME_RINVNUMDESTS"),
            Map.entry(0x34, "ESME_RINVDLNAME"),
            Map.entry(0x40, "ESME_RINVDESTFLAG"),
            Map.entry(0x42, "ESME_RINVSUBREP"),
            Map.entry(0x43, "ESME_RINVESMCLASS"),
            Map.entry(0x44, "ESME_RCNTSUBDL"),
            Map.entry(0x45, "ESME_RSUBMITFAIL"),
            Map.entry(0x48, "ESME_RINVSRCTON"),
            Map.entry(0x49, "ESME_RINVSRCNPI"),
            Map.entry(0x50, "ESME_RINVDSTTON"),
            Map.entry(0x51, "ESME_RINVDSTNPI"),
            Map.entry(ESME_RINVSYSTYP, "ESME_RINVSYSTYP"),
            Map.entry(0x54, "ESME_RINVREPFLAG"),
            Map.entry(0x55, "ESME_RINVNUMMSGS"),
            Map.entry(ESME_RTHROTTLED, "ESME_RTHROTTLED"),
            Map.entry(0x61, "ESME_RINVSCHED"),
            Map.entry(0x62, "ESME_RINVEXPIRY"),
            Map.entry(0x63, "ESME_RINVDFTMSGID"),
            Map.entry(ESME_RX_T_APPN, "ESME_RX_T_APPN"),
            Map.entry(0x65, "ESME_RX_P_APPN"),
            Map.entry(0x66, "ESME_RX_R_APPN"),
            Map.entry(0x67, "ESME_RQUERYFAIL"),
            Map.entry(0xC0, "ESME_RINVOPTPARSTREAM"),
            Map.entry(0xC1, "ESME_ROPTPARNOTALLWD"),
            Map.entry(0xC2, "ESME_RINVPARLEN"),
            Map.entry(0xC3, "ESME_RMISSINGOPTPARAM"),
            Map.entry(0xC4, "ESME_RINVOPTPARAMVAL"),
            Map.entry(0xFE, "ESME_RDELIVERYFAILURE"),
            Map.entry(0xFF, "ESME_RUNKNOWNERR"));

    private static final Map<String, Integer> BY_NAME =
            NAMES.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private static final Pattern HEX = Pattern.compile("0[xX][0-9A-Fa-f]{1,8}");

    private CommandStatus() {}

    /** Every name of the specification. */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** Reads the specification's name, or 0x and up to eight hexadecimal digits; empty when the text is neither. */
    public static OptionalInt parse(String text) {
        Integer named = BY_NAME.get(text);
        if (named != null) {
            return OptionalInt.of(named);
        }
        return HEX.matcher(text).matches()
                ? OptionalInt.of(Integer.parseUnsignedInt(text.substring(2), 16))
                : OptionalInt.empty();
    }

    /** The specification's name; {@code VENDOR} for 0x400..0x4FF, {@code RESERVED} for whatever it does not define. */
    public static String name(int commandStatus) {
        String name = NAMES.get(commandStatus);
        if (name != null) {
            return name;
        }
        return commandStatus >= 0x400 && commandStatus <= 0x4FF ? "VENDOR" : "RESERVED";
    }

    /** Eight upper-case hexadecimal digits, as {@code 0x0000000B}. */
    public static String hex(int commandStatus) {
        return "0x" + HexFormat.of().withUpperCase().toHexDigits(commandStatus);
    }

    /** Name and number, as {@code ESME_RALYBND 0x00000005}: a vendor-specific one is known by its number only. */
    public static String inWords(int commandStatus) {
        return name(commandStatus) + " " + hex(commandStatus);
    }
}
