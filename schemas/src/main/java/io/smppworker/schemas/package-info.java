/**
 * The JSON contract as Java records: what users put on {@code sms.outbound} and read from {@code sms.receipts} and {@code
 * sms.inbound}, and what workers exchange on {@code smpp.submissions} and {@code smpp.deliveries}. It stands at both ends of
 * the data path; the JSON Schemas beside it are authoritative, the records follow them.
 */
@NullMarked
package io.smppworker.schemas;

import org.jspecify.annotations.NullMarked;
