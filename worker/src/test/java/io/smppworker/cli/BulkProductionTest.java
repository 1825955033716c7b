package io.smppworker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of every line it is known at the end what became of it: none is lost, and none need be produced twice. */
class BulkProductionTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final AtomicLong nowNanos = new AtomicLong();
    private final List<String> stored = new ArrayList<>();
    private RequestSpool spool;
    private int produced;

    @BeforeEach
    void open() throws IOException {
        spool = new RequestSpool();
    }

    @AfterEach
    void close() throws IOException {
        spool.close();
    }

    @Test
    void allAreStoredInTheirOrderAndCounted() throws Exception {
        fill(2, 20_000);
        assertThat(produce((messageId, json, answered) -> {
                    stored.add(messageId);
                    answered.accept(null);
                }))
                .isZero();

        assertThat(stored).hasSize(20_000).startsWith("m-2").endsWith("m-20001").doesNotHaveDuplicates();
        assertThat(out.toString()).startsWith("20000 requests produced to sms.outbound in ");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void answersMayComeLateAndInAnyOrder() throws Exception {
        fill(1, BulkProduction.MOST_OUTSTANDING * 2);
        List<Consumer<@Nullable Exception>> waiting = new ArrayList<>();
        List<Integer> most = new ArrayList<>();
        assertThat(produce((messageId, json, answered) -> {
                    waiting.add(answered);
                    if (waiting.size() == BulkProduction.MOST_OUTSTANDING) {
                        most.add(waiting.size());
                        List<Consumer<@Nullable Exception>> all = new ArrayList<>(waiting);
                        waiting.clear();
                        java.util.Collections.reverse(all);
                        Thread answers = new Thread(() -> all.forEach(one -> one.accept(null)));
                        answers.start();
                    }
                }))
                .isZero();

        assertThat(most).hasSize(2);
        assertThat(out.toString()).startsWith(BulkProduction.MOST_OUTSTANDING * 2 + " requests produced");
    }

    @Test
    void afterTheFirstThatKafkaDoesNotTakeNoMoreAreHandedOverAndTheRestIsNamed() throws Exception {
        fill(2, 100);
        assertThat(produce((messageId, json, answered) -> {
                    stored.add(messageId);
                    answered.accept(messageId.equals("m-11") ? new TopicAuthorizationException("not for you") : null);
                }))
                .isEqualTo(1);

        assertThat(stored).hasSize(10);
        assertThat(err.toString().lines())
                .containsExactly(
                        "Kafka does not take a request: not for you",
                        "not produced are the lines of --lines 11-: the same command with that option goes on");
        assertThat(out.toString()).startsWith("9 requests produced");
    }

    @Test
    void oneThatIsRefusedAmongOthersThatAreStoredIsNamedAlone() throws Exception {
        fill(2, 3);
        List<Consumer<@Nullable Exception>> waiting = new ArrayList<>();
        assertThat(produce((messageId, json, answered) -> {
                    waiting.add(answered);
                    if (waiting.size() == 3) {
                        waiting.get(0).accept(null);
                        waiting.get(1).accept(new TopicAuthorizationException("not for you"));
                        waiting.get(2).accept(null);
                    }
                }))
                .isEqualTo(1);

        assertThat(err.toString()).contains("--lines 3:").doesNotContain("not known");
        assertThat(out.toString()).startsWith("2 requests produced");
    }

    @Test
    void aStopLeavesTheRestUnproducedAndWhatIsNotAnsweredUnknown() throws Exception {
        fill(2, 10);
        BulkProduction[] production = new BulkProduction[1];
        production[0] = new BulkProduction(
                (messageId, json, answered) -> {
                    if (messageId.equals("m-5")) {
                        production[0].stop();
                    } else {
                        answered.accept(null);
                    }
                },
                new ProgressLine(new PrintWriter(err), false, () -> 0),
                () -> nowNanos.addAndGet(BulkProduction.STOP_PATIENCE.toNanos() / 4));

        BulkProduction.Outcome outcome = production[0].produce(spool);

        assertThat(outcome.produced()).isEqualTo(3);
        assertThat(outcome.notProduced()).hasToString("6-");
        assertThat(outcome.unknown()).hasToString("5");
        assertThat(outcome.isWhole()).isFalse();
    }

    @Test
    void kafkaThatDoesNotAnswerAnyMoreIsNotWaitedForForEver() throws Exception {
        fill(1, BulkProduction.MOST_OUTSTANDING + 7);
        assertThat(produce((messageId, json, answered) -> {
                    produced++;
                    if (produced > BulkProduction.MOST_OUTSTANDING - 1) {
                        nowNanos.addAndGet(BulkProduction.PATIENCE.toNanos());
                    }
                }))
                .isEqualTo(1);

        assertThat(produced).isEqualTo(BulkProduction.MOST_OUTSTANDING);
        assertThat(err.toString())
                .contains("not produced are the lines of --lines %d-".formatted(BulkProduction.MOST_OUTSTANDING + 1))
                .contains("is not known, for Kafka has not answered: --lines 1-" + BulkProduction.MOST_OUTSTANDING);
        assertThat(out.toString()).startsWith("0 requests produced");
    }

    @Test
    void oneIsOneRequestAndItsMadeMessageIdIsReported() throws Exception {
        fill(2, 1);
        RequestCompletion completion = new RequestCompletion("p-", null, null);
        byte[] unused = completion.complete(2, "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(new BulkSend(new PrintWriter(out), new PrintWriter(err), false, nowNanos::get)
                        .produce("t", (id, json, answered) -> answered.accept(null), () -> {}, spool, completion))
                .isZero();
        assertThat(out.toString().lines())
                .containsExactly("1 request produced to t in 0.0 s", "messageIds of requests without one: p-LINE");
    }

    @Test
    void noRequestIsDoneWithoutKafka() throws Exception {
        assertThat(new BulkSend(new PrintWriter(out), new PrintWriter(err), false, nowNanos::get)
                        .produce(
                                "t",
                                (id, json, answered) -> answered.accept(null),
                                () -> {
                                    throw new IllegalStateException("away");
                                },
                                spool,
                                new RequestCompletion("p-", null, null)))
                .isZero();
        assertThat(out.toString()).startsWith("0 requests produced");
    }

    private void fill(int firstLine, int count) throws IOException {
        for (int line = firstLine; line < firstLine + count; line++) {
            spool.add(new RequestSpool.Checked(line, "m-" + line, new byte[] {'{', '}'}));
        }
    }

    private int produce(BulkProduction.Store store) throws Exception {
        return new BulkSend(new PrintWriter(out), new PrintWriter(err), false, nowNanos::get)
                .produce("sms.outbound", store, () -> {}, spool, new RequestCompletion("p-", null, null));
    }
}
