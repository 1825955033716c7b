package io.smppworker.smpp;

/**
 * The faults that are assumed in the mandatory fields of a deliver_sm or data_sm, one at a time, in order of likelihood;
 * those that only a deliver_sm can have come last.
 */
enum MessageFault {
    NONE,
    SOURCE_WITHOUT_NUL,
    SERVICE_TYPE_WITHOUT_NUL,
    DESTINATION_WITHOUT_NUL,
    SOURCE_TON_OR_NPI_MISSING,
    DESTINATION_TON_OR_NPI_MISSING,
    /** schedule_delivery_time, not empty. */
    SCHEDULE_WITHOUT_NUL,
    /** validity_period, not empty. */
    VALIDITY_WITHOUT_NUL,
    /** One of the octets from protocol_id to sm_default_msg_id, or the NUL of an empty time. */
    OCTET_MISSING_BEFORE_SM_LENGTH
}
