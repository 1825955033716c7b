package io.smppworker.bench.contender;

import com.fasterxml.jackson.databind.JsonNode;
import io.smppworker.config.AccountConfig;
import io.smppworker.config.WorkerConfig;
import io.smppworker.schemas.Json;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/**
 * The route that one would write with Camel: sms.outbound to the provider's servers in turn, over as many binds as the
 * account has. A consumer for each partition, so that as many submit_sm are outstanding as there are binds: camel-smpp
 * waits for the answer to each, and a consumer must, or a crash would lose what was taken and not sent. There is no journal
 * and no pacing, and offsets are committed in the background.
 */
public final class CamelRoute extends RouteBuilder {
    private final WorkerConfig config;

    private CamelRoute(WorkerConfig config) {
        this.config = config;
    }

    public static void main(String[] arguments) throws Exception {
        Main main = new Main();
        main.configure().addRoutesBuilder(new CamelRoute(Given.config(arguments)));
        main.run();
    }

    @Override
    public void configure() {
        from("kafka:" + config.topics().outbound() + "?brokers="
                        + config.kafka().bootstrapServers() + "&groupId="
                        + config.kafka().groupId() + "&autoOffsetReset=earliest&consumersCount="
                        + binds().size() + "&autoCommitIntervalMs=1000")
                .process(CamelRoute::toShortMessage)
                .loadBalance()
                .roundRobin()
                .to(binds().toArray(String[]::new));
    }

    private static void toShortMessage(Exchange exchange) throws Exception {
        JsonNode request = Json.MAPPER.readTree(exchange.getMessage().getBody(byte[].class));
        exchange.getMessage().setHeader("CamelSmppDestAddr", request.path("to").asText());
        exchange.getMessage().setBody(request.path("text").asText());
    }

    private List<String> binds() {
        AccountConfig account = config.account();
        List<String> binds = new ArrayList<>();
        for (AccountConfig.Server server : account.servers()) {
            for (int bind = 0; bind < account.binds().transceiver(); bind++) {
                // a timer of its own makes it an endpoint, and so a session, of its own
                binds.add("smpp:" + account.systemId() + "@" + server.host() + ":" + server.port() + "?password="
                        + account.password().value() + "&registeredDelivery=0&enquireLinkTimer="
                        + (30_000 + bind));
            }
        }
        return binds;
    }
}
