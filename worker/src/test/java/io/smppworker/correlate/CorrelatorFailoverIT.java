package io.smppworker.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.sandbox.process.JavaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Correlators that die, as their user sees it: how long receipts wait, and that each comes once. */
class CorrelatorFailoverIT {
    private static final Logger LOG = LoggerFactory.getLogger(CorrelatorFailoverIT.class);
    private static final Duration FAILOVER = Duration.ofSeconds(12);
    /** By which the next kill finds the last one not yet made good, where something else takes the processor. */
    private static final Duration BUSY_MACHINE = Duration.ofSeconds(8);

    private static final Duration BETWEEN_KILLS = Duration.ofSeconds(8);
    private static final int KILLS = 3;

    @TempDir
    Path directory;

    @Test
    void receiptsOfEveryPartitionFlowAgainWithinTwelveSecondsOfASigkillAndGoOnThroughOneEveryEightSeconds() {
        try (CorrelatorScene scene = CorrelatorScene.onDefaults();
                Feed feed = new Feed(scene)) {
            List<JavaProcess> running = new ArrayList<>();
            try {
                for (int i = 0; i < 3; i++) {
                    running.add(CorrelatorProcess.start(scene, directory, "c" + i));
                }
                feed.awaitFlow();
                killedOnce(scene, feed, running);
                killedEveryEightSeconds(scene, feed, running);

                feed.endAnsweredOnce();
                long waitMillis = feed.finals().stream()
                        .mapToLong(seen -> seen.seenMillisAfter(seen.fedNanos()))
                        .max()
                        .orElseThrow();
                LOG.info("{} messages, the longest that one waited {} ms", feed.size(), waitMillis);
                assertThat(running).allMatch(JavaProcess::isAlive);
            } finally {
                running.forEach(JavaProcess::close);
            }
        }
    }

    /** And started again when the other two have taken over. */
    private void killedOnce(CorrelatorScene scene, Feed feed, List<JavaProcess> running) {
        long killedNanos = System.nanoTime();
        running.get(2).sigkill();
        feed.readFor(FAILOVER);
        report("killed one of three", feed, killedNanos);
        assertThat(partitionsAgain(feed, killedNanos)).hasSize(CorrelatorScene.PARTITIONS);
        assertThat(feed.isAnsweredUpTo(killedNanos + Duration.ofSeconds(3).toNanos()))
                .describedAs("each message of before the kill and the 3 s after it has its receipt")
                .isTrue();

        feed.awaitFlow(); // by the other two
        running.set(2, CorrelatorProcess.start(scene, directory, "c2"));
    }

    /** Each is started again at once. */
    private void killedEveryEightSeconds(CorrelatorScene scene, Feed feed, List<JavaProcess> running) {
        long begunNanos = System.nanoTime();
        for (int kill = 0; kill < KILLS; kill++) {
            running.get(kill).sigkill();
            long killedNanos = System.nanoTime();
            running.set(kill, CorrelatorProcess.start(scene, directory, "c" + kill));
            feed.readFor(BETWEEN_KILLS);
            report("killed " + (kill + 1) + " times", feed, killedNanos);
        }
        long silenceMillis = longestSilenceMillis(feed, begunNanos, System.nanoTime());
        LOG.info("the longest time without a receipt {} ms", silenceMillis);
        assertThat(silenceMillis).isLessThan(FAILOVER.plus(BUSY_MACHINE).toMillis());
    }

    private static long longestSilenceMillis(Feed feed, long fromNanos, long toNanos) {
        long[] seen = feed.finals().stream()
                .mapToLong(Feed.Final::seenNanos)
                .filter(nanos -> nanos > fromNanos)
                .sorted()
                .toArray();
        long longest = 0;
        long before = fromNanos;
        for (long nanos : seen) {
            longest = Math.max(longest, nanos - before);
            before = nanos;
        }
        return Duration.ofNanos(Math.max(longest, toNanos - before)).toMillis();
    }

    /** Milliseconds after the kill at which the first receipt of a message fed after it was seen, by partition. */
    private static Map<Integer, Long> partitionsAgain(Feed feed, long killedNanos) {
        return feed.finals().stream()
                .filter(seen -> seen.fedNanos() > killedNanos)
                .collect(Collectors.toMap(
                        Feed.Final::partition, seen -> seen.seenMillisAfter(killedNanos), Math::min, TreeMap::new));
    }

    private static void report(String what, Feed feed, long killedNanos) {
        Map<Integer, Long> oldest = feed.finals().stream()
                .filter(seen -> Math.abs(seen.fedNanos() - killedNanos)
                        < Duration.ofSeconds(1).toNanos())
                .collect(Collectors.toMap(
                        Feed.Final::partition, seen -> seen.seenMillisAfter(killedNanos), Math::max, TreeMap::new));
        LOG.info(
                "{}: first receipt of each partition after {} ms, last of those fed around the kill after {} ms",
                what,
                partitionsAgain(feed, killedNanos),
                oldest);
    }
}
