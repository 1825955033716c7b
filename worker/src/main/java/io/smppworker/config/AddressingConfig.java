package io.smppworker.config;

import io.smppworker.message.Numbering;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * TON and NPI of addresses, each a number or auto (SMPP 3.4 §5.2.5 to §5.2.7).
 *
 * @param source auto: {@link Numbering#ofSource}
 * @param destination auto: {@link Numbering#INTERNATIONAL}
 */
public record AddressingConfig(
        @Valid Kind source, @Valid Kind destination, @Valid Bind bind) {
    private static final String AUTO = "auto";
    private static final String NUMBER_OR_AUTO = "(?i)auto|0*([0-9]{1,2}|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private static final String ONLY_NUMBER_OR_AUTO = "must be a number from 0 to 255, or auto";

    /** TON and NPI of the source or of the destination addresses. */
    public record Kind(
            @Pattern(regexp = NUMBER_OR_AUTO, message = ONLY_NUMBER_OR_AUTO)
            String ton,

            @Pattern(regexp = NUMBER_OR_AUTO, message = ONLY_NUMBER_OR_AUTO)
            String npi) {

        /** TON and NPI, with {@code auto} replaced by the given one. */
        public Numbering numbering(Numbering auto) {
            return AddressingConfig.numbering(ton, npi, auto);
        }
    }

    /**
     * The addresses that a bind is for: addr_ton, addr_npi, address_range.
     *
     * @param range an address or a pattern of them; empty leaves that to the provider
     */
    public record Bind(
            @Pattern(regexp = NUMBER_OR_AUTO, message = ONLY_NUMBER_OR_AUTO)
            String ton,

            @Pattern(regexp = NUMBER_OR_AUTO, message = ONLY_NUMBER_OR_AUTO)
            String npi,

            @Size(max = 40, message = Allowed.AT_MOST) @Pattern(regexp = Allowed.ASCII, message = Allowed.ONLY_ASCII)
            String range) {

        /** Auto is derived from the range where that is an address; a pattern counts as one of international numbers. */
        public Numbering numbering() {
            boolean isAddress = range.matches("[+0-9A-Za-z]*");
            return AddressingConfig.numbering(
                    ton, npi, isAddress ? Numbering.ofSource(range) : Numbering.INTERNATIONAL);
        }
    }

    private static Numbering numbering(String ton, String npi, Numbering auto) {
        return new Numbering(number(ton, auto.ton()), number(npi, auto.npi()));
    }

    private static int number(String given, int auto) {
        return given.equalsIgnoreCase(AUTO) ? auto : Integer.parseInt(given);
    }
}
