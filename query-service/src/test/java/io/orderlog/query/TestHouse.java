package io.orderlog.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.access.testing.TestTokens;
import io.orderlog.embedded.testing.TestDatabase;
import io.orderlog.embedded.testing.TestKafka;
import io.orderlog.query.testing.TopicFold;
import io.orderlog.query.testing.ViewsDifference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A topic and a database of one's own on servers that all tests share, and any number of instances of the service on them. */
final class TestHouse implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    static {
        // Most of what tests wait for is there in a moment.
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final TestKafka kafka;
    private final TestDatabase database;
    private final String name = "t" + UUID.randomUUID().toString().replace("-", "");
    private final TestLog log;
    private final List<ConfigurableApplicationContext> instances = new ArrayList<>();

    private static final class Shared {
        static final TestKafka KAFKA = TestKafka.start();
        static final TestDatabase DATABASE = TestDatabase.start();
    }

    private TestHouse(TestKafka kafka, TestDatabase database) {
        this.kafka = kafka;
        this.database = database;
        this.log = new TestLog(kafka.bootstrapServers(), name);
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.username(), "");
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With an empty topic. */
    static TestHouse open() throws Exception {
        TestHouse house = openWithoutTopic();
        house.log.createTopic();
        return house;
    }

    static TestHouse openWithoutTopic() {
        return new TestHouse(Shared.KAFKA, Shared.DATABASE);
    }

    /** On servers that the caller may stop. */
    static TestHouse open(TestKafka kafka, TestDatabase database) throws Exception {
        TestHouse house = new TestHouse(kafka, database);
        house.log.createTopic();
        return house;
    }

    TestLog log() {
        return log;
    }

    /** @param settings such as {@code orderlog.views.batch-records=1} */
    ConfigurableApplicationContext start(String... settings) {
        return start(QueryServiceApplication.class, settings);
    }

    /** @param release a program that starts the service, as another release of it */
    ConfigurableApplicationContext start(Class<?> release, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=",
                "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "--orderlog.views.topic=" + name,
                "--orderlog.views.watch-interval=200ms",
                "--spring.datasource.url=" + jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.main.banner-mode=off"));
        arguments.addAll(TestTokens.settings());
        List.of(settings).forEach(setting -> arguments.add("--" + setting));
        var instance = new SpringApplicationBuilder(release)
                .properties("spring.config.name=query-service")
                .run(arguments.toArray(String[]::new));
        instances.add(instance);
        return instance;
    }

    /** As {@link #start}, and waits until the views have caught up. */
    ConfigurableApplicationContext startReady(String... settings) {
        return startReady(QueryServiceApplication.class, settings);
    }

    ConfigurableApplicationContext startReady(Class<?> release, String... settings) {
        var instance = start(release, settings);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> get(instance, "/actuator/health/readiness").statusCode() == 200);
        return instance;
    }

    HttpResponse<String> get(ConfigurableApplicationContext instance, String path, String... headers) throws Exception {
        return send(instance, "GET", path, headers);
    }

    /** Shows a token that may do everything, unless the headers have another. */
    HttpResponse<String> send(ConfigurableApplicationContext instance, String method, String path, String... headers)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port(instance) + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!List.of(headers).contains(TestTokens.HEADER)) {
            request.header(TestTokens.HEADER, TestTokens.everything());
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** @param body JSON; empty: none */
    HttpResponse<String> post(ConfigurableApplicationContext instance, String path, String body) throws Exception {
        return write(instance, "POST", path, body);
    }

    HttpResponse<String> write(ConfigurableApplicationContext instance, String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port(instance) + path))
                .header(TestTokens.HEADER, TestTokens.everything());
        if (body.isEmpty()) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    JsonNode json(ConfigurableApplicationContext instance, String path, String... headers) throws Exception {
        return JSON.readTree(get(instance, path, headers).body());
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    static int port(ConfigurableApplicationContext instance) {
        return Integer.parseInt(instance.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** Each difference between the views and a fold of the topic. */
    List<String> differences() throws SQLException {
        return differences(Set.of());
    }

    /** Until there is no difference. */
    void awaitEqual() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(differences()).isEmpty());
    }

    /** As if these records, each named by partition, colon and offset, changed nothing. */
    List<String> differences(Set<String> skipped) throws SQLException {
        return ViewsDifference.between(jdbcUrl(), database.username(), TopicFold.of(kafka.bootstrapServers(), name, skipped));
    }

    /** To the tables of the first generation; statements go as they are, so that placeholders can be explained. */
    Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(jdbcUrl() + "?preferQueryMode=simple", database.username(), "");
        connection.setSchema("views_g1");
        return connection;
    }

    String liveSchema() throws SQLException {
        return texts("""
                select schema_name from orderlog.live_generation join orderlog.generation using (number)
                order by since desc limit 1""").getFirst();
    }

    /** Those of the views. */
    List<String> schemas() throws SQLException {
        return texts("select nspname from pg_namespace where nspname like 'views%'");
    }

    private List<String> texts(String query) throws SQLException {
        try (var connection = connect(); var statement = connection.createStatement(); var row = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        }
    }

    long count(String query) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from " + query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private String jdbcUrl() {
        return database.jdbcUrl().replaceFirst("/[^/]*$", "/" + name);
    }

    @Override
    public void close() {
        instances.forEach(ConfigurableApplicationContext::close);
        log.close();
    }
}
