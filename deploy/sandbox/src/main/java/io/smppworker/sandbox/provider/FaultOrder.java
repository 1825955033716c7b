package io.smppworker.sandbox.provider;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@link Faults} as JSON: what is absent stays as it is.
 *
 * @param clear done before the rest
 * @param responseDelayMillis least and greatest
 * @param arrivalDelayMillis least and greatest
 * @param refuseBinds a command_status; 0 takes binds again
 * @param garbageHex octets to send now
 */
record FaultOrder(
        @Nullable Boolean clear,
        @Nullable List<Long> responseDelayMillis,
        @Nullable List<Long> arrivalDelayMillis,
        Faults.@Nullable Swallow swallowSubmits,
        @Nullable Integer throttleNext,
        @Nullable Integer refuseBinds,
        @Nullable Boolean refuseTcp,
        @Nullable Boolean halfOpen,
        @Nullable Boolean ignoreEnquireLink,
        @Nullable Boolean ignoreDeliverResp,
        @Nullable Boolean disconnectAll,
        @Nullable Boolean unbindAll,
        @Nullable String garbageHex) {
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
