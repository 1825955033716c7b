package io.smppworker.correlate;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link IdFold} knows of one SMSC message id.
 *
 * @param owner the segment that has the id; null until its submit_sm_resp is seen
 * @param parked the receipts that came before the owner, in order of arrival
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
record IdState(IdEvent.@Nullable Accepted owner, List<IdEvent.Reported> parked) {
    static final IdState NEW = new IdState(null, List.of());
}
