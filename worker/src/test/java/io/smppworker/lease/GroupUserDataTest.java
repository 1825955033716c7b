package io.smppworker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.lease.MemberReport.Release;
import io.smppworker.lease.MemberReport.Servers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupUserDataTest {
    private static final MemberReport REPORT = new MemberReport(
            new Release(Set.of(1, 2), Set.of(2)),
            new Release(Set.of(3, 4), Set.of(4)),
            Set.of(5),
            new Servers(Set.of(0, 3), Set.of(3), Set.of(1)),
            true,
            12);

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    @Test
    void aReportIsReadAsItWasWritten() {
        assertThat(MemberReport.decode(REPORT.encode())).isEqualTo(REPORT);
        assertThat(MemberReport.decode(MemberReport.NOTHING.encode())).isEqualTo(MemberReport.NOTHING);
    }

    @Test
    void anOrderIsReadAsItWasWritten() {
        LeaseOrder order = new LeaseOrder(Set.of(1, 2), Set.of(3), Set.of(0), Set.of(0, 3));

        assertThat(LeaseOrder.decode(order.encode())).isEqualTo(order);
        assertThat(LeaseOrder.decode(LeaseOrder.NOTHING.encode())).isEqualTo(LeaseOrder.NOTHING);
    }

    @Test
    void emptySetsTakeNoRoom() {
        assertThat(text(MemberReport.NOTHING.encode())).isEqualTo("{\"version\":1}");
        assertThat(text(new LeaseOrder(Set.of(11, 3), Set.of(), Set.of(), Set.of()).encode()))
                .isEqualTo("{\"version\":1,\"askedSlots\":[3,11]}");
    }

    @Test
    void readingLeavesTheBytesAsTheyAre() {
        ByteBuffer bytes = REPORT.encode();
        MemberReport.decode(bytes);

        assertThat(MemberReport.decode(bytes)).isEqualTo(REPORT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "{",
                "7",
                "null",
                "[1]",
                "\"a\"",
                "{}",
                "{\"version\":2,\"leavingSlots\":[1]}",
                "{\"version\":{}}",
                "{\"leavingSlots\":[1]}",
                "\u0000\u0001\uffff"
            })
    void whatIsNoReportSaysNothing(String text) {
        assertThat(MemberReport.decode(bytes(text))).isEqualTo(MemberReport.NOTHING);
        assertThat(LeaseOrder.decode(bytes(text))).isEqualTo(LeaseOrder.NOTHING);
    }

    @Test
    void nothingAtAllSaysNothing() {
        assertThat(MemberReport.decode(null)).isEqualTo(MemberReport.NOTHING);
        assertThat(LeaseOrder.decode(null)).isEqualTo(LeaseOrder.NOTHING);
    }

    @Test
    void fieldsThatAreUnknownOrNoSetsOfNumbersAreLeftOut() {
        String report = "{\"version\":1,\"leavingSlots\":[4],\"releasedSlots\":\"all\",\"failingSlots\":[1,\"x\"],"
                + "\"leavingLanes\":{\"a\":1},\"boundServers\":[1.5],\"releasedLanes\":[-1],\"avoidedServers\":null,\"later\":true}";

        assertThat(MemberReport.decode(bytes(report)))
                .isEqualTo(new MemberReport(
                        new Release(Set.of(4), Set.of()), Release.NONE, Set.of(), Servers.NONE, false));
    }
}
