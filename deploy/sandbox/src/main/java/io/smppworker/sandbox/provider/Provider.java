package io.smppworker.sandbox.provider;

import io.netty.handler.ssl.SslContext;
import io.smppworker.sandbox.process.TemporaryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

/** A running provider: its servers, their faults, its log, and messages from handsets. All methods are thread-safe. */
public final class Provider implements AutoCloseable {
    private static final String SAME_IN_GSM_AND_ASCII =
            " !\"#%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz\r\n";
    private static final int MOST_SEPTETS = 160;
    private static final int MOST_OCTETS = 140;

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

    /** Where the servers listen, in the order of the configuration. */
    public List<ServerEndpoint> servers() {
        return servers.values().stream().map(SmppServer::endpoint).toList();
    }

    public PduLog log() {
        return log;
    }

    /** The switches of one server, by name. */
    public Faults faults(String serverName) {
        return server(serverName).faults();
    }

    /** Closes the server's listeners and sessions; returns when that is done. */
    public void stopServer(String name) {
        server(name).down();
    }

    /** Listens again, on the ports it had. */
    public void startServer(String name) {
        server(name).up();
    }

    /**
     * Sends a message from a handset, of one part: in data_coding 0 when its characters are the same octets in GSM 03.38
     * as in ASCII, else UCS-2.
     *
     * @throws IllegalArgumentException when it does not fit one part
     */
    public void injectMo(String from, String to, String text) {
        boolean gsm = text.chars().allMatch(c -> SAME_IN_GSM_AND_ASCII.indexOf(c) >= 0);
        byte[] octets = text.getBytes(gsm ? StandardCharsets.US_ASCII : StandardCharsets.UTF_16BE);
        if (octets.length > (gsm ? MOST_SEPTETS : MOST_OCTETS)) {
            throw new IllegalArgumentException("does not fit one part: " + text.length() + " characters");
        }
        inject(new DeliverSmFields(from, to, 0, gsm ? 0 : 8, octets, Map.of()));
    }

    /** Sends any deliver_sm, over a random session like the others, again until it is acknowledged. */
    public void inject(DeliverSmFields fields) {
        deliveries.due(deliveries.create(fields, "", -1));
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
