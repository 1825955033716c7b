package io.smppworker.sandbox.provider;

import io.netty.handler.ssl.SslContext;
import io.smppworker.sandbox.process.TemporaryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A provider that runs in this process: its servers, their faults and its log. Thread-safe. */
public final class Provider implements SimulatedProvider, AutoCloseable {
    private final PduLog log = new PduLog();
    private final DeliverDesk deliveries;
    private final Map<String, SmppServer> servers = new LinkedHashMap<>();
    private final TemporaryDirectory directory = TemporaryDirectory.create("smpp-worker-provider-");
    private final Path certificateFile;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Provider(ProviderConfig config) throws Exception {
        SplittableRandom random = new SplittableRandom(config.seed());
        deliveries = new DeliverDesk(log, config.deliverWindow(), random.split());
        Certificates certificates = Certificates.make(config.servers());
        SslContext tls = certificates.serverContext();
        // Sixteen digits that no earlier provider gave out, as long as it took less than a million messages a second.
        AtomicLong messageIds = new AtomicLong(System.currentTimeMillis() * 1000);
        SmppServer.Shared shared = new SmppServer.Shared(
                config, log, deliveries, new AtomicInteger(), messageIds, ConcurrentHashMap.newKeySet());
        for (ServerEndpoint wanted : config.servers()) {
            servers.put(wanted.name(), new SmppServer(wanted, shared, tls, random.split()));
        }
        certificateFile = certificates.writeAuthority(directory);
    }

    /**
     * Starts every server.
     *
     * @throws UncheckedIOException when a port cannot be had
     */
    public static Provider start(ProviderConfig config) {
        Provider provider;
        try {
            provider = new Provider(config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("no certificate", e);
        }
        try {
            provider.servers.values().forEach(SmppServer::up);
            return provider;
        } catch (UncheckedIOException e) {
            provider.close();
            throw e;
        }
    }

    @Override
    public List<ServerEndpoint> servers() {
        return servers.values().stream().map(SmppServer::endpoint).toList();
    }

    PduLog log() {
        return log;
    }

    @Override
    public LogCounts counts() {
        return LogCounts.of(log, servers());
    }

    @Override
    public LogSummary summary() {
        return LogSummary.of(log, servers(), Long.MIN_VALUE, Long.MAX_VALUE);
    }

    @Override
    public List<SessionInfo> sessions() {
        return log.sessions();
    }

    @Override
    public List<RefusedBind> refusedBinds() {
        return log.refusedBinds();
    }

    @Override
    public List<SubmitRow> submitRows() {
        return log.submitRows().toList();
    }

    @Override
    public List<ReceiptRow> receiptRows() {
        return log.receiptRows().toList();
    }

    @Override
    public List<DeliveryTrace> deliveries() {
        return log.deliveries();
    }

    @Override
    public long clockAheadNanos() {
        return 0;
    }

    /** The switches of one server, by name. */
    Faults faults(String server) {
        return server(server).faults();
    }

    @Override
    public void order(String server, Map<String, ?> switches) {
        FaultOrder.of(switches).applyTo(faults(server));
    }

    @Override
    public void stopServer(String server) {
        server(server).down();
    }

    @Override
    public void startServer(String server) {
        server(server).up();
    }

    @Override
    public void inject(MoOrder order) {
        deliveries.due(deliveries.create(order.fields(), "", -1));
    }

    /** The authority, as PEM, that a TLS client has to trust; gone when the provider is closed. */
    public Path certificateFile() {
        return certificateFile;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        List<SmppServer> all = new ArrayList<>(servers.values());
        all.forEach(SmppServer::down);
        all.forEach(SmppServer::shutDown);
        directory.close();
    }

    private SmppServer server(String name) {
        SmppServer server = servers.get(name);
        if (server == null) {
            throw new IllegalArgumentException("no server " + name + ", there are " + servers.keySet());
        }
        return server;
    }
}
