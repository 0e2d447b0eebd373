package io.orderlog.standalone;

import io.orderlog.access.testing.TestTokens;
import io.orderlog.command.CommandServiceApplication;
import io.orderlog.embedded.EmbeddedDatabase;
import io.orderlog.embedded.EmbeddedKafka;
import io.orderlog.gateway.GatewayApplication;
import io.orderlog.query.QueryServiceApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** Both services behind the gateway, each of which can be looked at and stopped. */
public final class WatchedHouse implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final EmbeddedKafka kafka = EmbeddedKafka.temporary();
    private final EmbeddedDatabase database = EmbeddedDatabase.temporary();
    private final ConfigurableApplicationContext command;
    private final ConfigurableApplicationContext query;
    private final ConfigurableApplicationContext gateway;

    /** @param settings of all three */
    public WatchedHouse(Path directory, List<String> settings) {
        command = GuardedHouseTest.start(CommandServiceApplication.class, "command-service", TestTokens.settings(), settings,
                List.of("--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(), "--orderlog.log.replication-factor=1",
                        "--orderlog.log.states-directory=" + directory.resolve("states")));
        query = GuardedHouseTest.start(QueryServiceApplication.class, "query-service", TestTokens.settings(), settings,
                List.of("--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(), "--spring.datasource.url=" + database.jdbcUrl(),
                        "--spring.datasource.username=" + database.username()));
        gateway = GuardedHouseTest.start(GatewayApplication.class, "gateway", settings,
                List.of("--orderlog.gateway.command-url=" + GuardedHouseTest.address(command),
                        "--orderlog.gateway.query-url=" + GuardedHouseTest.address(query)));
        Readiness.await("The command side", GuardedHouseTest.address(command));
        Readiness.await("The query side", GuardedHouseTest.address(query));
    }

    public EmbeddedKafka kafka() {
        return kafka;
    }

    public EmbeddedDatabase database() {
        return database;
    }

    public ConfigurableApplicationContext command() {
        return command;
    }

    public ConfigurableApplicationContext query() {
        return query;
    }

    public ConfigurableApplicationContext gateway() {
        return gateway;
    }

    public List<ConfigurableApplicationContext> services() {
        return List.of(gateway, command, query);
    }

    /** Where a service listens. */
    public int port(ConfigurableApplicationContext service) {
        return Integer.parseInt(service.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** Through the gateway. */
    public HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return send(request(path, headers).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    /** Through the gateway. */
    public HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(request(path, headers));
    }

    /** Without a token, as whoever watches over a service does. */
    public String ask(ConfigurableApplicationContext service, String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(GuardedHouseTest.address(service) + path))).body();
    }

    private HttpRequest.Builder request(String path, String... headers) {
        return HttpRequest.newBuilder(URI.create(GuardedHouseTest.address(gateway) + path)).headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        services().forEach(ConfigurableApplicationContext::close);
        kafka.close();
        database.close();
    }
}
