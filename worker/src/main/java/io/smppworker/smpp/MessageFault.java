package io.smppworker.smpp;

/**
 * What may be wrong with the mandatory fields of a deliver_sm or data_sm, one at a time. In the order of suspicion; those
 * that only a deliver_sm can have come last.
 */
enum MessageFault {
    NONE,
    SOURCE_WITHOUT_NUL,
    SERVICE_TYPE_WITHOUT_NUL,
    DESTINATION_WITHOUT_NUL,
    SOURCE_TON_OR_NPI_MISSING,
    DESTINATION_TON_OR_NPI_MISSING,
    /** schedule_delivery_time, which is there. */
    SCHEDULE_WITHOUT_NUL,
    /** validity_period, which is there. */
    VALIDITY_WITHOUT_NUL,
    /** One of the octets from protocol_id to sm_default_msg_id, or the NUL that an empty time is. */
    OCTET_MISSING_BEFORE_SM_LENGTH
}
