package io.smppworker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.Finding;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GroupCheckTest {
    private final GroupCheck check = new GroupCheck("workers", "ours");

    @Test
    void workersMayJoinOthers() {
        assertThat(check.judge(group(GroupType.CLASSIC, "ours", 2)))
                .isEqualTo(Finding.good("group workers", "2 members"));
    }

    @Test
    void noMembersAreNoObstacleWhateverTheGroupWas() {
        assertThat(check.judge(group(GroupType.CONSUMER, "uniform", 0)).isUsable())
                .isTrue();
        assertThat(check.judge(group(GroupType.CLASSIC, "", 0)).isUsable()).isTrue();
    }

    @Test
    void aGroupThatRebalancesHasNoAssignorYet() {
        assertThat(check.judge(group(GroupType.CLASSIC, "", 1)).isUsable()).isTrue();
    }

    @Test
    void otherConsumersOfTheSameGroupAreNamedWithWhatToDo() {
        assertThat(check.judge(group(GroupType.CLASSIC, "range", 3)))
                .isEqualTo(Finding.unusable(
                        "group workers",
                        "has members that are no workers (3, assignor range): stop them, workers of another version among"
                                + " them, or give the workers a kafka.groupId of their own"));
    }

    @Test
    void whereTheBrokerAssignsWorkersWouldNotOwnWhatTheyThink() {
        assertThat(check.judge(group(GroupType.CONSUMER, "uniform", 1)))
                .isEqualTo(Finding.unusable(
                        "group workers",
                        "has members of the consumer protocol (1): stop them, workers of another version among them, or"
                                + " give the workers a kafka.groupId of their own"));
    }

    @Test
    void aGroupThatNobodyHasJoinedIsNoObstacle() {
        assertThat(check.judge(new GroupIdNotFoundException("unknown"), null).grade())
                .isEqualTo(Finding.Grade.GOOD);
    }

    @ParameterizedTest
    @EnumSource(names = {"SHARE", "STREAMS"})
    void aGroupOfAnotherKindIsNamedWithWhatToDo(GroupType kind) {
        Finding finding = check.judge(new GroupIdNotFoundException("not a consumer group"), kind);

        assertThat(finding.isUsable()).isFalse();
        assertThat(finding.inWords()).contains(kind.toString().toLowerCase(Locale.ROOT), "kafka.groupId");
    }

    @Test
    void whatCannotBeDescribedIsNotTakenForEmpty() {
        assertThat(check.judge(new GroupAuthorizationException("workers"), null).inWords())
                .contains("Read on the group");
        assertThat(check.judge(new IllegalArgumentException("connect"), null).isUsable())
                .isFalse();
        assertThat(check.judge(new UnsupportedVersionException("old"), null).grade())
                .isEqualTo(Finding.Grade.POOR);
    }

    private static ConsumerGroupDescription group(GroupType type, String assignor, int members) {
        MemberDescription member = new MemberDescription(
                "m",
                Optional.empty(),
                Optional.empty(),
                "c",
                "/10.0.0.1",
                new MemberAssignment(Set.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new ConsumerGroupDescription(
                "workers",
                false,
                Collections.nCopies(members, member),
                assignor,
                type,
                GroupState.STABLE,
                Node.noNode(),
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }
}
