package io.smppworker.bench;

import io.smppworker.sandbox.process.JvmProbe;
import io.smppworker.sandbox.worker.WorkerYaml;
import java.util.List;
import java.util.Locale;

/**
 * What a message costs a whole worker, in processor time, allocation, memory and disk: first on the way out, by a worker
 * that only transmits, so that ever more receipts wait; then on the way back, by one that receives them. The marks at a
 * hundredth, a tenth and all of the messages show what grows.
 */
final class Cost {
    private static final double MEBI = 1024.0 * 1024;

    private final Site site;
    private final BenchReport report;
    private final int messages;

    private Cost(Site site, BenchReport report) {
        this.site = site;
        this.report = report;
        this.messages = site.settings().outstanding();
    }

    static void measure(Site site, BenchReport report) {
        new Cost(site, report).run();
    }

    private void run() {
        try (WaitingReceipts waiting = new WaitingReceipts(site);
                ReceiptsSeen seen = submitted(waiting)) {
            figure(
                    "bytesPerOutstanding",
                    "stores on disk, octets per outstanding message",
                    (double) site.stateOctets(waiting.transmitting()) / messages,
                    Target.atMost(400));
            received(waiting, seen);
            report.discrepancies(waiting.discrepancies(seen));
        }
    }

    private ReceiptsSeen submitted(WaitingReceipts waiting) {
        WorkerYaml yaml = waiting.transmitting();
        try (BenchWorker worker = site.readyWorker(yaml);
                JvmProbe probe = worker.probe()) {
            ReceiptsSeen seen = new ReceiptsSeen(site.bootstrapServers(), messages);
            Used used = Used.by(probe);
            int first = 0;
            for (int mark : List.of(messages / 100, messages / 10, messages)) {
                Used before = Used.by(probe);
                Requests.produce(site.bootstrapServers(), first, mark - first);
                waiting.awaitCount(worker, "accepted", mark, seen::accepted);
                used = Used.by(probe).since(before, mark - first);
                grown("submitCpuMicros", "processor time per message out, µs", mark, used.cpuMicros());
                grown("submitBytes", "allocated per message out, octets", mark, used.allocatedOctets());
                grown("heapMiB", "heap reachable, MiB", mark, probe.liveHeapOctets() / MEBI);
                grown("rssMiB", "most memory resident so far, MiB", mark, probe.mostResidentOctets() / MEBI);
                grown("diskMiB", "stores on disk, MiB", mark, site.stateOctets(yaml) / MEBI);
                first = mark;
            }
            figure("submitCpuMicros", "processor time per message out, µs", used.cpuMicros(), Target.NONE);
            figure("submitBytes", "allocated per message out, octets", used.allocatedOctets(), Target.NONE);
            worker.drain();
            return seen;
        }
    }

    private void received(WaitingReceipts waiting, ReceiptsSeen seen) {
        try (BenchWorker worker = site.readyWorker(waiting.receiving());
                JvmProbe probe = worker.probe()) {
            long before = seen.delivered();
            Used start = Used.by(probe);
            waiting.awaitCount(worker, "delivered", messages, seen::delivered);
            Used used = Used.by(probe).since(start, messages - before);
            figure("receiptCpuMicros", "processor time per receipt, µs", used.cpuMicros(), Target.NONE);
            figure("receiptBytes", "allocated per receipt, octets", used.allocatedOctets(), Target.NONE);
            figure("rssMiB", "most memory resident, -Xmx256m, MiB", probe.mostResidentOctets() / MEBI, Target.NONE);
            worker.drain();
        }
    }

    private void figure(String field, String what, double measured, Target target) {
        report.figure("cost", field, what, measured, target);
    }

    private void grown(String field, String what, int outstanding, double measured) {
        String figure = String.format(Locale.ROOT, "%s, %,d outstanding", what, outstanding);
        report.figure("growth." + field, Integer.toString(outstanding), figure, measured, Target.NONE);
    }

    /** What a process has used: processor time, and memory allocated. */
    private record Used(double cpuMicros, double allocatedOctets) {
        static Used by(JvmProbe probe) {
            return new Used(probe.cpuNanos() / 1e3, probe.allocatedOctets());
        }

        /** For each of so many messages. */
        Used since(Used before, long count) {
            return new Used((cpuMicros - before.cpuMicros) / count, (allocatedOctets - before.allocatedOctets) / count);
        }
    }
}
