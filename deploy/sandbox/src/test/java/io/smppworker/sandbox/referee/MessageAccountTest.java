package io.smppworker.sandbox.referee;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.Receipt;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageAccountTest {
    private static final Map<Integer, Integer> ONCE = Map.of(1, 1, 2, 1);

    private final MessageSeen seen = new MessageSeen();

    @Test
    void whatIsAcceptedAndDeliveredIsReportedOnceInAllSegments() {
        reported("submit", "ACCEPTED");
        reported("delivery", "DELIVERED");
        assertThat(taken(ONCE)).matches(MessageAccount::isAccepted).matches(account -> account.hasEnded(true));
        assertThat(taken(ONCE).hasEnded(false)).isFalse();
        assertThat(taken(Map.of(1, 1)).isLost()).isTrue();
        assertThat(List.of(taken(Map.of()), taken(Map.of(1, 1)), taken(Map.of(1, 1, 2, 1, 3, 1))))
                .noneMatch(MessageAccount::isAccepted)
                .noneMatch(account -> account.hasEnded(true));

        reported("submit", "ACCEPTED");
        reported("delivery", "DELIVERED");
        assertThat(taken(ONCE).isAccepted()).isFalse();
        assertThat(taken(ONCE).hasEnded(true)).isFalse();
        assertThat(seen.contradictsItself()).isTrue();
    }

    @Test
    void aDuplicateIsSilentUntilAReceiptDeclaresIt() {
        reported("submit", "ACCEPTED");
        MessageAccount account = taken(Map.of(1, 1, 2, 3));
        assertThat(account.duplicates()).isEqualTo(2);
        assertThat(account.isDoubledInSilence()).isTrue();
        reported("'1','stage':'delivery','status':'ENROUTE','possibleDuplicate':true");
        assertThat(account.isDoubledInSilence()).isFalse();
        assertThat(seen.notFinal()).isEqualTo(1);
        assertThat(seen.progress()).isZero();
    }

    @Test
    void whatDeclaresAPossibleDuplicateIsNoSecondOutcome() {
        reported("submit", "ACCEPTED");
        reported("'2','stage':'submit','status':'ACCEPTED','final':false,'possibleDuplicate':true");
        MessageAccount account = taken(Map.of(1, 1, 2, 2));
        assertThat(account.isDoubledInSilence()).isFalse();
        assertThat(account.isAccepted()).isTrue();
        assertThat(seen.submits()).containsExactly(Receipt.Status.ACCEPTED);
        assertThat(seen.contradictsItself()).isFalse();
    }

    @Test
    void ofWhatIsRejectedAPossibleDuplicateMayBeDeclaredToo() {
        reported("submit", "REJECTED");
        reported("'2','stage':'submit','status':'REJECTED','final':true,'possibleDuplicate':true");
        assertThat(taken(Map.of()).isRejected()).isTrue();
        assertThat(seen.isDeclared()).isTrue();
        assertThat(seen.contradictsItself()).isFalse();
    }

    @Test
    void aDoubtIsSettledAfterItsDeclaration() {
        reported("submit", "IN_DOUBT");
        reported("'2','stage':'submit','status':'IN_DOUBT','final':true,'possibleDuplicate':true");
        reported("'3','stage':'submit','status':'ACCEPTED','final':false,'possibleDuplicate':true");
        assertThat(seen.submits()).containsExactly(Receipt.Status.IN_DOUBT, Receipt.Status.ACCEPTED);
        assertThat(seen.contradictsItself()).isFalse();
        reported("'4','stage':'submit','status':'REJECTED','final':true,'possibleDuplicate':true");
        assertThat(seen.contradictsItself()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'1','stage':'submit','status':'ACCEPTED','possibleDuplicate':true", // the same event
                "'2','stage':'submit','status':'ACCEPTED'", // declares nothing
                "'2','stage':'submit','status':'REJECTED','possibleDuplicate':true" // another status
            })
    void whatRepeatsAnOutcomeAndIsNoDeclarationContradictsIt(String further) {
        reported("'1','stage':'submit','status':'ACCEPTED'");
        reported(further);
        assertThat(seen.submits()).hasSize(2);
        assertThat(taken(ONCE).isAccepted()).isFalse();
        assertThat(seen.contradictsItself()).isTrue();
    }

    @Test
    void aPossibleDuplicateIsDeclaredOnce() {
        reported("'1','stage':'submit','status':'ACCEPTED','possibleDuplicate':true");
        reported("'2','stage':'submit','status':'ACCEPTED','possibleDuplicate':true");
        assertThat(taken(ONCE).isAccepted()).isFalse();
        assertThat(seen.contradictsItself()).isTrue();
    }

    @Test
    void theAnswerToAFurtherRequestContradictsNothing() {
        reported("submit", "ACCEPTED");
        reported("'2','stage':'submit','status':'ACCEPTED','duplicateOf':{'topic':'t','partition':1,'offset':2}");
        assertThat(seen.contradictsItself()).isFalse();
    }

    private MessageAccount taken(Map<Integer, Integer> times) {
        return new MessageAccount("m", 2, false, seen, times, times);
    }

    private void reported(String stage, String status) {
        reported("'%s','stage':'%s','status':'%s','final':true".formatted(stage + status, stage, status));
    }

    private void reported(String fields) {
        String json = "{'eventId':%s,'segments':[{'index':1},{'index':2}]}".formatted(fields);
        try {
            seen.take(Json.MAPPER.readValue(json.replace('\'', '"'), Receipt.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
