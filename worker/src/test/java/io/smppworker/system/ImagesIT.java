package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.smppworker.sandbox.broker.Broker;
import io.smppworker.sandbox.broker.Brokers;
import io.smppworker.sandbox.process.JavaCommand;
import io.smppworker.sandbox.process.JavaProcess;
import io.smppworker.sandbox.provider.ProviderMain;
import io.smppworker.sandbox.provider.ServerEndpoint;
import io.smppworker.schemas.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the images run, without the images: their very command lines, on the files of docker-compose.yml. */
class ImagesIT {
    private static final Path JAR = Path.of(System.getProperty("worker.jar", "target/smpp-worker.jar"));
    private static final Path ROOT = Path.of("..");
    private static final Path DOCKER = ROOT.resolve("deploy/docker");
    private static final Pattern ADMIN = Pattern.compile("admin on http:(?:\\\\?/){2}[^:]+:(\\d+)");

    @TempDir
    private Path directory;

    @Test
    void theCommandLinesOfTheImagesSendAMessage() throws Exception {
        JsonNode services = new YAMLMapper()
                .readTree(ROOT.resolve("docker-compose.yml").toFile())
                .path("services");
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        try (Broker broker = Brokers.embedded();
                JavaProcess provider = JavaCommand.main(ProviderMain.class)
                        .jvmOptions(jvmOptions("sandbox", "-cp"))
                        .onLine(said::add)
                        .start(onFreePorts(services.at("/provider/command/0").asText()))) {
            String ready = said.poll(30, TimeUnit.SECONDS);
            assertThat(ready).describedAs("what %s says", provider).isNotNull();
            Path yaml = Files.writeString(
                    directory.resolve("worker.yaml"),
                    workerYaml(broker, Json.MAPPER.readValue(ready, ProviderMain.Ready.class)));
            Map<?, ?> environment = Json.MAPPER.convertValue(services.at("/worker/environment"), Map.class);
            try (JavaProcess worker = worker(environment, yaml, command("worker", "CMD"))) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> worker.isAlive() && adminPort().find());
                assertThat(httpOk("/live")).isZero();
                assertThat(httpOk("/nothing")).isNotZero();
                await().atMost(Duration.ofMinutes(1))
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> httpOk("/ready") == 0);

                List<String> send = List.of(
                        "send", "--config", yaml.toString(), "--to", "27820000001", "--text", "hello", "--wait");
                try (JavaProcess sending = worker(environment, yaml, send)) {
                    assertThat(sending.awaitExit(Duration.ofMinutes(1)))
                            .describedAs(Files.readString(logFile()))
                            .isZero();
                }
                worker.sigterm();
                assertThat(worker.awaitExit(Duration.ofSeconds(40))).isEqualTo(143);
            }
        }
    }

    private JavaProcess worker(Map<?, ?> environment, Path yaml, List<String> arguments) throws IOException {
        JavaCommand command =
                JavaCommand.jar(JAR).jvmOptions(jvmOptions("worker", "-jar")).log(logFile());
        environment.forEach((name, value) -> command.environment(name.toString(), value.toString()));
        return command.start(arguments.stream()
                .map(argument -> argument.equals("/etc/smpp-worker/worker.yaml") ? yaml.toString() : argument)
                .toArray(String[]::new));
    }

    private Path logFile() {
        return directory.resolve("worker.log");
    }

    /** The compose file's ports are each container's own; here they are all of one machine. */
    private static String onFreePorts(String provider) throws IOException {
        ObjectNode config = (ObjectNode) Json.MAPPER.readTree(provider);
        config.put("controlPort", 0);
        config.path("servers")
                .forEach(server -> ((ObjectNode) server).put("plainPort", 0).put("tlsPort", 0));
        return config.toString();
    }

    private String workerYaml(Broker broker, ProviderMain.Ready provider) throws IOException {
        String yaml = Files.readString(DOCKER.resolve("worker.yaml"))
                .replace("kafka:9092", broker.bootstrapServers())
                .replace("host: provider", "host: 127.0.0.1")
                .replace("/var/lib/smpp-worker", directory.toString())
                .replace("admin:\n", "admin:\n  port: 0\n");
        int port = 4071;
        for (ServerEndpoint server : provider.servers()) {
            yaml = yaml.replace("port: " + port++, "port: " + server.plainPort());
        }
        return yaml;
    }

    private Matcher adminPort() throws IOException {
        return ADMIN.matcher(Files.exists(logFile()) ? Files.readString(logFile()) : "");
    }

    /** The health check's exit code. */
    private int httpOk(String path) throws IOException, InterruptedException {
        Matcher port = adminPort();
        assertThat(port.find()).isTrue();
        return new ProcessBuilder("bash", DOCKER.resolve("http-ok").toString(), port.group(1), path)
                .start()
                .waitFor();
    }

    /** Between the program and what it is given to run; the options that come with the image's archive are none here. */
    private String[] jvmOptions(String stage, String end) throws IOException {
        List<String> entrypoint = command(stage, "ENTRYPOINT");
        assertThat(entrypoint.get(0)).isEqualTo("java");
        Path none = Files.writeString(directory.resolve("options"), "");
        return entrypoint.subList(1, entrypoint.indexOf(end)).stream()
                .map(option -> option.equals("@/opt/smpp-worker/archive/options") ? "@" + none : option)
                .toArray(String[]::new);
    }

    private static List<String> command(String stage, String instruction) {
        try {
            String dockerfile = Files.readString(DOCKER.resolve("Dockerfile"), StandardCharsets.UTF_8);
            Matcher found = Pattern.compile(
                            "(?ms)^FROM \\S+ AS " + stage + "$(?:(?!^FROM ).)*?^" + instruction + " \\[(.*?)\\]")
                    .matcher(dockerfile);
            assertThat(found.find()).describedAs("%s of %s", instruction, stage).isTrue();
            return Pattern.compile("\"([^\"]*)\"")
                    .matcher(found.group(1))
                    .results()
                    .map(word -> word.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
