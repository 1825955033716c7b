package io.smppworker.sandbox.provider;

/**
 * What the provider asks of its clients, and does, that the documented service does not: as others do.
 *
 * @param latin1 whether data_coding 0 is ISO 8859-1, at most 140 octets, in place of GSM 03.38
 * @param messageClasses whether a data_coding may have a message class (3GPP TS 23.038 §4)
 * @param numbering whether TON and NPI must be what the address is: 5 and 0 of a source with a letter, 3 and 0 of one of up to
 *     7 digits, 1 and 1 of any other and of every destination
 * @param addressRange address_range that every bind must have; empty for any
 * @param plainReceipts whether receipts have esm_class 0
 */
public record Demands(
        boolean latin1, boolean messageClasses, boolean numbering, String addressRange, boolean plainReceipts) {
    public static final Demands NONE = new Demands(false, false, false, "", false);
}
