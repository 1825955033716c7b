package io.smppworker.sandbox.provider;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.smppworker.schemas.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The switches of a server, and what it is to do now, as JSON: what is absent stays as it is. Each switch takes effect on the
 * next PDU or connection and holds until it is set otherwise. One component for each field of the order.
 *
 * @param clear sets every switch back; done before the rest
 * @param responseDelayMillis least and greatest time that a submit_sm_resp is held, beyond the configured delay; answers may
 *     overtake one another
 * @param arrivalDelayMillis least and greatest time that a PDU from the client is held before it counts as arrived, in order:
 *     a slow and unsteady network
 * @param swallowSubmits answers no submit_sm any more
 * @param throttleNext answers the next so many submit_sm ESME_RTHROTTLED
 * @param refuseBinds refuses every bind with this command_status; 0 takes binds again
 * @param refuseTcp closes both listeners, so that connecting is refused, and leaves sessions alone; false listens again
 * @param halfOpen keeps every TCP connection open, accepts new ones, reads nothing and sends nothing; on false the server goes
 *     on where it was, with what the clients had sent meanwhile
 * @param ignoreEnquireLink answers no enquire_link any more
 * @param ignoreDeliverResp takes no notice of any deliver_sm_resp: what was acknowledged comes again, as if the answer had
 *     been lost
 * @param disconnectAll closes the TCP connection of every session now, without unbind
 * @param unbindAll now sends unbind to every bound session and closes it when that is answered, or after 5 s
 * @param garbageHex octets to send to every session now, as they are
 */
public record FaultOrder(
        @Nullable Boolean clear,
        @Nullable List<Long> responseDelayMillis,
        @Nullable List<Long> arrivalDelayMillis,
        @Nullable Swallow swallowSubmits,
        @Nullable Integer throttleNext,
        @Nullable Integer refuseBinds,
        @Nullable Boolean refuseTcp,
        @Nullable Boolean halfOpen,
        @Nullable Boolean ignoreEnquireLink,
        @Nullable Boolean ignoreDeliverResp,
        @Nullable Boolean disconnectAll,
        @Nullable Boolean unbindAll,
        @Nullable String garbageHex) {
    /** What becomes of a submit_sm that is never answered. */
    public enum Swallow {
        NOTHING,
        /** The message is lost: not taken, no receipt. */
        BEFORE_ACCEPTING,
        /** The message is taken and its receipt comes; only the answer is lost. */
        AFTER_ACCEPTING
    }

    /**
     * Of switches by their names, with values as they may be in JSON.
     *
     * @throws IllegalArgumentException when there is no such switch, or it cannot be set to that
     */
    static FaultOrder of(Map<String, ?> switches) {
        JsonNode json = Json.MAPPER.valueToTree(switches);
        try {
            return Json.MAPPER
                    .readerFor(FaultOrder.class)
                    .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    void applyTo(Faults faults) {
        if (Boolean.TRUE.equals(clear)) {
            faults.clear();
        }
        if (responseDelayMillis != null) {
            faults.responseDelay(millis(responseDelayMillis, 0), millis(responseDelayMillis, 1));
        }
        if (arrivalDelayMillis != null) {
            faults.arrivalDelay(millis(arrivalDelayMillis, 0), millis(arrivalDelayMillis, 1));
        }
        given(swallowSubmits, faults::swallowSubmits);
        given(throttleNext, faults::throttleNext);
        given(refuseBinds, faults::refuseBinds);
        given(refuseTcp, faults::refuseTcp);
        given(halfOpen, faults::halfOpen);
        given(ignoreEnquireLink, faults::ignoreEnquireLink);
        given(ignoreDeliverResp, faults::ignoreDeliverResp);
        given(garbageHex, hex -> faults.sendGarbage(HexFormat.of().parseHex(hex)));
        if (Boolean.TRUE.equals(unbindAll)) {
            faults.unbindAll();
        }
        if (Boolean.TRUE.equals(disconnectAll)) {
            faults.disconnectAll();
        }
    }

    private static <T> void given(@Nullable T value, Consumer<T> fault) {
        if (value != null) {
            fault.accept(value);
        }
    }

    private static Duration millis(List<Long> bounds, int index) {
        if (bounds.size() != 2) {
            throw new IllegalArgumentException("a delay is [least, greatest]");
        }
        return Duration.ofMillis(bounds.get(index));
    }
}
