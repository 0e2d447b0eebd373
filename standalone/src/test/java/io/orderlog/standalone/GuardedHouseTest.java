package io.orderlog.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlog.access.testing.TestTokens;
import io.orderlog.command.CommandServiceApplication;
import io.orderlog.http.TestCertificate;
import io.orderlog.query.QueryServiceApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Both services on a Kafka, and a Postgres, both over TLS, that let each do what it needs and no more, as the scripts in {@code deploy} set them up. */
class GuardedHouseTest {

    private static final String ORDER = """
            {"customerId": "17850", "currency": "GBP", "lines": [{"sku": "85123A", "quantity": 6, "unitPrice": 255}]}""";

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void theServicesWorkWithTheRightsThatTheScriptsGiveThemAndNobodyHasMore() throws Exception {
        TestCertificate certificate = TestCertificate.make(directory, "server");
        try (GuardedKafka kafka = GuardedKafka.start(directory, certificate);
                GuardedPostgres postgres = GuardedPostgres.start(certificate);
                var command = start(CommandServiceApplication.class, "command-service", settings(kafka, "orderlog-command"),
                        List.of("--orderlog.log.states-directory=" + directory.resolve("states"), "--orderlog.log.replication-factor=1"));
                var query = start(QueryServiceApplication.class, "query-service", settings(kafka, "orderlog-query"),
                        postgres.springSettings())) {
            Readiness.await("The command side", address(command));
            Readiness.await("The query side", address(query));

            HttpResponse<String> placed = send(HttpRequest.newBuilder(URI.create(address(command) + "/orders"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(ORDER)));
            assertThat(placed.statusCode()).as(placed.body()).isEqualTo(201);
            HttpResponse<String> read = send(HttpRequest
                    .newBuilder(URI.create(address(query) + placed.headers().firstValue("Location").orElseThrow()))
                    .header("Consistency-Token", placed.headers().firstValue("Consistency-Token").orElseThrow()));
            assertThat(read.statusCode()).as(read.body()).isEqualTo(200);

            assertThatThrownBy(() -> write(kafka, "orderlog-query")).hasCauseInstanceOf(AuthorizationException.class);
            write(kafka, "orderlog-command");
            queriesCannotWriteAndTheProjectorTouchesNothingElse(postgres);
            everyConnectionToPostgresIsEncrypted(postgres);
        }
    }

    private static void queriesCannotWriteAndTheProjectorTouchesNothingElse(GuardedPostgres postgres) throws SQLException {
        try (Connection queries = postgres.connect("orderlog_queries"); Statement statement = queries.createStatement()) {
            assertThat(statement.executeQuery("select * from views_g1.orders").next()).isTrue();
            statement.execute("set default_transaction_read_only = off");
            for (String sql : List.of("delete from views_g1.orders", "update orderlog.live_generation set number = 2",
                    "create table views_g1.mine (n integer)", "create table public.mine (n integer)", "create schema mine")) {
                assertThatThrownBy(() -> statement.execute(sql)).as(sql).hasMessageContaining("permission denied");
            }
        }
        try (Connection projector = postgres.connect("orderlog_projector"); Statement statement = projector.createStatement()) {
            for (String sql : List.of("select * from elsewhere.secrets", "create table elsewhere.mine (n integer)",
                    "create table public.mine (n integer)", "create role mine", "create database mine")) {
                assertThatThrownBy(() -> statement.execute(sql)).as(sql).hasMessageContaining("permission denied");
            }
        }
    }

    private static void everyConnectionToPostgresIsEncrypted(GuardedPostgres postgres) throws SQLException {
        try (Connection superuser = postgres.superuser();
                Statement statement = superuser.createStatement();
                ResultSet row = statement.executeQuery(
                        """
                                select count(*) filter (where ssl), count(*) filter (where not ssl) from pg_stat_ssl join pg_stat_activity using (pid)
                                where usename in ('orderlog_queries', 'orderlog_projector')""")) {
            row.next();
            assertThat(row.getInt(1)).isPositive();
            assertThat(row.getInt(2)).isZero();
        }
    }

    private static void write(GuardedKafka kafka, String user) throws ExecutionException, InterruptedException {
        try (var producer = new KafkaProducer<>(kafka.settings(user), new ByteArraySerializer(), new ByteArraySerializer())) {
            var _ = producer.send(new ProducerRecord<>("orders.events", new byte[0], new byte[0])).get();
        }
    }

    private static List<String> settings(GuardedKafka kafka, String user) {
        List<String> settings = new ArrayList<>(TestTokens.settings());
        settings.addAll(kafka.springSettings(user));
        return settings;
    }

    @SafeVarargs
    static ConfigurableApplicationContext start(Class<?> application, String configuration, List<String>... settings) {
        List<String> all = new ArrayList<>(Arrays.stream(settings).flatMap(List::stream).toList());
        all.addAll(List.of("--spring.config.name=" + configuration, "--server.port=0", "--management.server.port=",
                "--spring.cloud.gateway.server.webmvc.form-filter.enabled=false", "--spring.main.banner-mode=off"));
        return new SpringApplicationBuilder(application).run(all.toArray(String[]::new));
    }

    static String address(ConfigurableApplicationContext service) {
        return "http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.header(TestTokens.HEADER, TestTokens.everything()).build(), BodyHandlers.ofString());
    }
}
