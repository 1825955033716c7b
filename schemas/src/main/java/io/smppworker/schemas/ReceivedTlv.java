package io.smppworker.schemas;

/**
 * One optional parameter that a PDU from the provider had (SMPP 3.4 §3.2.4.1).
 *
 * @param tag {@code 0x} and four hexadecimal digits
 * @param hex its value; may be empty
 */
public record ReceivedTlv(String tag, String hex) {}
