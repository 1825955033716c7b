package io.smppworker.correlate;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.smppworker.schemas.SubmissionRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That workers were about to submit a message, folded in the order of the journal. In it the records of one worker are in
 * the order it wrote them; one that it stored twice, because it could not know of the first, changes nothing, unless a record
 * of another worker lies between, which has set {@code again} already. What a frozen worker stored too late counts where it
 * stands: a message that was sent once may be taken for a possible duplicate, never one that was sent twice for none, because
 * {@code again} stays and a worker takes back only its own announcement.
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

    /** Whether this one follows the last: what a frozen worker stored too late, it wrote before. */
    boolean areFollowedBy(SubmissionRecord.Submitting announced) {
        return at == null || !announced.at().isBefore(at);
    }

    Announcements again(boolean isAgain) {
        return new Announcements(worker, at, again || isAgain);
    }

    /** Without the one that its worker takes back, if no other has followed. */
    Announcements without(SubmissionRecord.Withdrawn withdrawn) {
        return withdrawn.worker().equals(worker) ? new Announcements(null, null, again) : this;
    }
}
