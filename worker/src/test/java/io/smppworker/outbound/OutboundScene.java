package io.smppworker.outbound;

import io.smppworker.config.AccountConfig;
import io.smppworker.config.AccountConfig.Population;
import io.smppworker.config.AccountConfigBuilder;
import io.smppworker.config.AddressingConfig;
import io.smppworker.config.OutboundConfig;
import io.smppworker.config.Secret;
import io.smppworker.config.TlsConfig;
import io.smppworker.message.Addressing;
import io.smppworker.message.Content;
import io.smppworker.message.DefaultAlphabet;
import io.smppworker.message.Lane;
import io.smppworker.message.LongMessages;
import io.smppworker.message.MessageIdForm;
import io.smppworker.message.OnInDoubt;
import io.smppworker.message.PassThrough;
import io.smppworker.message.ReceiptEsmClass;
import io.smppworker.message.RegisteredDelivery;
import io.smppworker.message.SegmentReceipts;
import io.smppworker.message.SegmentResult;
import io.smppworker.message.SmsRequest;
import io.smppworker.message.SmsRequestBuilder;
import io.smppworker.message.Source;
import io.smppworker.message.TextEncoding;
import io.smppworker.message.TextSettings;
import io.smppworker.message.Verdict;
import io.smppworker.pool.DispatcherThread;
import io.smppworker.pool.ServerPools;
import io.smppworker.smpp.StatusPolicy;
import io.smppworker.throttle.SlotPlan;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The outbound path between a journal in memory and servers without sockets, in virtual time. Long, because it is the one way in
 * for all tests of the path.
 */
public final class OutboundScene {
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    public final FakeProvider provider = new FakeProvider(10);
    final List<String> journal = new ArrayList<>();
    final List<Source> finished = new ArrayList<>();
    public final Ends ends = new Ends();
    public final Clock clock = new VirtualClock();
    public final Outbound outbound;
    public final SlotPlan plan;
    final ServerPools pools;
    private final Queue<Runnable> events = new ArrayDeque<>();
    private final Queue<Runnable> unstored = new ArrayDeque<>();
    private boolean storing = true;
    boolean permitted = true;
    private long now;
    private long offset;

    OutboundScene(int servers) {
        this(servers, null, null);
        outbound.gain(IntStream.range(0, plan.size()).boxed().collect(Collectors.toSet()));
        run(Duration.ofMillis(1500)); // bound, and the slots' first second is over
    }

    /**
     * A path that owns no slot yet.
     *
     * @param writer null for a journal in memory
     * @param progress null for {@link #finished}
     */
    public OutboundScene(int servers, @Nullable Journal writer, @Nullable Progress progress) {
        AccountConfig account = account(servers);
        plan = SlotPlan.of(
                account.servers().stream().map(AccountConfig.Server::location).toList(), 4, 0, 0, account.throttle());
        DispatcherThread thread = new DispatcherThread(events::add, () -> now, clock, new Random(1));
        pools = new ServerPools(
                account, plan, provider, (bind, pdu, reply) -> reply.accept(0), (point, outcome) -> {}, thread);
        outbound = new Outbound(
                pools,
                new OutboundPorts(
                        writer == null ? new MemoryJournal() : writer,
                        progress == null ? finished::add : progress,
                        new Permission()),
                ends,
                thread,
                new OutboundConfig(2000, 255, 8, 2, 10, Duration.ofMinutes(10), 1000),
                StatusPolicy.of(account));
    }

    /** Bound as transceivers, four times to each server. */
    public static AccountConfig account(int servers) {
        List<AccountConfig.Server> list = IntStream.rangeClosed(1, servers)
                .mapToObj(i -> new AccountConfig.Server(
                        "smpp" + i, "smpp" + i, 4075, i <= servers / 2 ? "A" : "B", Population.MEDIUM))
                .toList();
        return AccountConfigBuilder.builder()
                .systemId("id")
                .password(new Secret("secret"))
                .systemType("")
                .binds(new AccountConfig.Binds(4, 0, 0))
                .window(10)
                .throttle(50)
                .servers(list)
                .tls(new TlsConfig(false, true, null, true, List.of(), null, null))
                .addressing(new AddressingConfig(
                        new AddressingConfig.Kind("0", "0"),
                        new AddressingConfig.Kind("0", "0"),
                        new AddressingConfig.Bind("0", "0", "")))
                .serviceType("")
                .tlvs(List.of())
                .messageIds(new AccountConfig.MessageIds(MessageIdForm.RAW, MessageIdForm.RAW))
                .segmentReceipts(SegmentReceipts.ALL)
                .receipts(new AccountConfig.Receipts(ReceiptEsmClass.REQUIRED, Map.of()))
                .longMessages(LongMessages.UDH)
                .defaultAlphabet(DefaultAlphabet.GSM0338)
                .packed(false)
                .nationalLanguages(List.of())
                .statuses(Map.of())
                .maxPduOctets(65_536)
                .timers(new AccountConfig.Timers(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(10)))
                .build();
    }

    /** A request of one segment. */
    OutboundMessage message(String id) {
        return message(id, "hello", OnInDoubt.RESEND, Lane.BULK, null);
    }

    OutboundMessage message(String id, String text, OnInDoubt onInDoubt, Lane lane, @Nullable Instant expiresAt) {
        SmsRequest request = SmsRequestBuilder.builder()
                .messageId(id)
                .to("27820000001")
                .from("")
                .addressing(Addressing.UNKNOWN)
                .serviceType("")
                .content(new Content.Text(text, TextEncoding.AUTO))
                .receipt(RegisteredDelivery.FINAL)
                .onInDoubt(onInDoubt)
                .priority(0)
                .tlvs(List.of())
                .passThrough(PassThrough.NONE)
                .producedAt(START)
                .submitBefore(expiresAt)
                .build();
        Source source = new Source(lane, lane.name(), 0, offset++);
        return ((Prepared.Ready) Prepared.of(request, source, TextSettings.DEFAULT, 7, 255)).message();
    }

    OutboundMessage take(OutboundMessage message) {
        outbound.take(message);
        run(Duration.ZERO);
        return message;
    }

    /** Lets this much time pass, doing what is due when it is due. */
    public void run(Duration time) {
        long end = now + time.toNanos();
        while (true) {
            drain();
            long wake = outbound.pump(now);
            if (!events.isEmpty()) {
                continue;
            }
            if (wake > end) {
                break;
            }
            now = Math.max(wake, now + 1);
        }
        now = end;
    }

    private void drain() {
        Runnable event;
        while ((event = events.poll()) != null) {
            event.run();
        }
    }

    /** The journal keeps what it is given without confirming it, until {@link #storeAll}. */
    void storeNothing() {
        storing = false;
    }

    void storeAll() {
        storing = true;
        Runnable stored;
        while ((stored = unstored.poll()) != null) {
            stored.run();
        }
        run(Duration.ZERO);
    }

    List<String> journalOf(String id) {
        return journal.stream().filter(line -> line.startsWith(id + " ")).toList();
    }

    Set<String> hostsOf(String text) {
        return provider.arrivals.stream()
                .filter(arrival ->
                        new String(arrival.pdu().segment().shortMessage(), StandardCharsets.US_ASCII).contains(text))
                .map(FakeProvider.Arrival::host)
                .collect(Collectors.toSet());
    }

    public long nowNanos() {
        return now;
    }

    double seconds() {
        return now / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private final class MemoryJournal implements Journal {
        @Override
        public void submitting(OutboundMessage message, Runnable stored) {
            store(message, "submitting", stored);
        }

        @Override
        public void outcome(OutboundMessage message, SegmentResult result, Runnable stored) {
            String what = result.outcome().getClass().getSimpleName();
            String flag = result.possibleDuplicate() ? " possible duplicate" : "";
            store(message, what + " " + result.index() + " try " + result.attempts() + flag, stored);
        }

        @Override
        public void ended(OutboundMessage message, Verdict verdict, Runnable stored) {
            store(message, "ended " + verdict.kind(), stored);
        }

        @Override
        public void withdrawn(OutboundMessage message, Runnable stored) {
            store(message, "withdrawn", stored);
        }

        private void store(OutboundMessage message, String what, Runnable stored) {
            journal.add(message.request().messageId() + " " + what);
            if (storing) {
                stored.run();
            } else {
                unstored.add(stored);
            }
        }
    }

    private final class Permission implements SubmitPermission {
        @Override
        public boolean granted(long nowNanos) {
            return permitted;
        }

        @Override
        public long untilNanos() {
            return now + Duration.ofSeconds(10).toNanos();
        }
    }

    private final class VirtualClock extends Clock {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return START.plusNanos(now);
        }
    }

    /** How requests ended. */
    public static final class Ends implements OutboundListener {
        public final List<RequestEnd> all = new ArrayList<>();

        @Override
        public void ended(Lane lane, RequestEnd end) {
            all.add(end);
        }
    }
}
