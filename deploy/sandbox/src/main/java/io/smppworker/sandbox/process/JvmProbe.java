package io.smppworker.sandbox.process;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.AttachOperationFailedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What a JVM of this machine uses, asked of its management agent, which is started when it does not run. Every method
 * throws {@link UncheckedIOException} when the JVM does not answer. Not thread-safe.
 */
public final class JvmProbe implements AutoCloseable {
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB");

    /** What the JVM calls its compilers' threads, as far as Linux has room for it. */
    private static final Pattern COMPILER = Pattern.compile("^C[12] Compiler");

    private static final int MOST_TRIES = 25;
    private static final long TRY_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final long pid;
    private final JMXConnector connector;
    private final MBeanServerConnection server;
    private final com.sun.management.OperatingSystemMXBean system;
    private final com.sun.management.ThreadMXBean threads;
    private final java.lang.management.MemoryMXBean memory;

    private JvmProbe(long pid, JMXConnector connector) throws IOException {
        this.pid = pid;
        this.connector = connector;
        server = connector.getMBeanServerConnection();
        system = ManagementFactory.getPlatformMXBean(server, com.sun.management.OperatingSystemMXBean.class);
        threads = ManagementFactory.getPlatformMXBean(server, com.sun.management.ThreadMXBean.class);
        memory = ManagementFactory.getPlatformMXBean(server, java.lang.management.MemoryMXBean.class);
    }

    @SuppressWarnings("BanJNDI") // the address comes from the JVM itself, which is a child of this one
    static JvmProbe of(long pid) {
        try {
            return new JvmProbe(pid, JMXConnectorFactory.connect(new JMXServiceURL(agent(pid))));
        } catch (AttachNotSupportedException e) {
            throw new UncheckedIOException(new IOException(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of its management agent, which a JVM that has only just begun may fail to start. */
    private static String agent(long pid) throws AttachNotSupportedException, IOException {
        for (int tries = 1; ; tries++) {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return machine.startLocalManagementAgent();
            } catch (AttachOperationFailedException e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
                LockSupport.parkNanos(TRY_AGAIN_NANOS);
            } finally {
                machine.detach();
            }
        }
    }

    /** Processor time used since its start. */
    public long cpuNanos() {
        return system.getProcessCpuTime();
    }

    /** Part of {@link #cpuNanos()}: what its compilers have used, as Linux reports it of the threads that live now. */
    public long compilingNanos() {
        try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            long nanos = 0;
            for (Path thread : all.toList()) {
                if (COMPILER.matcher(Files.readString(thread.resolve("comm"))).find()) {
                    String used = Files.readString(thread.resolve("schedstat"));
                    nanos += Long.parseLong(used.substring(0, used.indexOf(' ')));
                }
            }
            return nanos;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Allocated since their start by the threads that live now. */
    public long allocatedOctets() {
        long[] allocated = threads.getThreadAllocatedBytes(threads.getAllThreadIds());
        return Arrays.stream(allocated).filter(octets -> octets > 0).sum();
    }

    /** What is reachable in its heap, after a collection. */
    public long liveHeapOctets() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** Most memory that it has had resident at any time, all of it: heap, code, stores, stacks; as Linux reports it. */
    public long mostResidentOctets() {
        try {
            Matcher line = RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
            if (line.find()) {
                return Long.parseLong(line.group(1)) * 1024;
            }
            throw new IOException("no VmHWM of process " + pid);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The attribute Count of its MBeans of that pattern, summed by the value of one of the properties in their names.
     *
     * @param pattern as {@link ObjectName} has it
     */
    public Map<String, Long> counts(String pattern, String property) {
        Map<String, Long> counts = new TreeMap<>();
        try {
            for (ObjectName name : server.queryNames(new ObjectName(pattern), null)) {
                counts.merge(name.getKeyProperty(property), (Long) server.getAttribute(name, "Count"), Long::sum);
            }
            return counts;
        } catch (JMException e) {
            throw new UncheckedIOException(new IOException(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException alreadyGone) {
            // the connection of an ended process
        }
    }
}
