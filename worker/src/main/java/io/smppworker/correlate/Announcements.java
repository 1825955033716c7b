package io.smppworker.correlate;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.smppworker.schemas.SubmissionRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That workers were about to submit a message, folded in the order of the journal. There the records of one worker are in the
 * order it wrote them, and one that it stored twice, because it could not know of the first, comes before all that followed
 * from it: so a repetition changes nothing, or nothing that another worker's record in between has not changed already. What a
 * frozen worker stored too late counts where it stands. That may show as sent twice what was not, never the other way round:
 * {@code again} stays, and only the last worker takes its own announcement back.
 *
 * @param worker the last one; null when none was, or it has withdrawn that
 * @param at when that was; null with {@code worker}
 * @param again whether one was although another had been, and had not withdrawn: it did not know how that one fared
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
record Announcements(@Nullable String worker, @Nullable Instant at, boolean again) {
    static final Announcements NONE = new Announcements(null, null, false);

    /** With one more; the same one again changes nothing. */
    Announcements with(SubmissionRecord.Submitting announced) {
        boolean isSame = announced.worker().equals(worker) && announced.at().equals(at);
        return new Announcements(announced.worker(), announced.at(), again || (worker != null && !isSame));
    }

    /** Without the one that its worker takes back, if no other has followed. */
    Announcements without(SubmissionRecord.Withdrawn withdrawn) {
        return withdrawn.worker().equals(worker) ? new Announcements(null, null, again) : this;
    }
}
