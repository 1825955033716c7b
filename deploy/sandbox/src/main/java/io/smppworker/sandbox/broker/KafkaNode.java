package io.smppworker.sandbox.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;
import org.slf4j.LoggerFactory;

/**
 * The main of the embedded broker's JVM: formats the storage on the first start, serves, says {@value #READY} on standard
 * output, and shuts down in order when its standard input ends, be it that it was asked to or that its parent is gone. A
 * Ctrl-C, which reaches all processes of a terminal at once, does not end it before the workers that still need it.
 */
final class KafkaNode {
    static final String READY = "READY";

    private KafkaNode() {}

    /**
     * Serves until its standard input ends.
     *
     * @param arguments the path of a server.properties file, and the id of the cluster
     */
    public static void main(String[] arguments) {
        int exitCode = 1;
        try {
            serve(Path.of(arguments[0]), arguments[1]);
            exitCode = 0;
        } catch (IOException | RuntimeException e) {
            LoggerFactory.getLogger(KafkaNode.class).error("the broker ends", e);
        } finally {
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private static void serve(Path propertiesFile, String clusterId) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(propertiesFile)) {
            properties.load(in);
        }
        if (!Files.exists(Path.of(properties.getProperty("log.dirs")))) {
            format(propertiesFile, clusterId);
        }
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        server.startup();
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitEnd(main)));
        System.out.println(READY);
        System.in.transferTo(OutputStream.nullOutputStream());
        server.shutdown();
    }

    private static void format(Path propertiesFile, String clusterId) {
        String[] command = {"format", "--cluster-id", clusterId, "--config", propertiesFile.toString()};
        int exitCode = StorageTool.execute(command, System.err);
        if (exitCode != 0) {
            throw new IllegalStateException("formatting the storage failed with exit code " + exitCode);
        }
    }

    private static void awaitEnd(Thread main) {
        try {
            main.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
