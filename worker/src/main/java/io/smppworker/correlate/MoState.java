package io.smppworker.correlate;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.smppworker.schemas.DeliveryRecord;
import java.util.List;

/**
 * The parts of one mobile-originated message.
 *
 * @param parts those that arrived, in order of arrival
 * @param published whether the whole message was published; the parts are then kept to recognise their duplicates
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
record MoState(List<DeliveryRecord> parts, boolean published) {}
