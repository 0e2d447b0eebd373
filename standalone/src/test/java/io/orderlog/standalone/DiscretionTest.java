package io.orderlog.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderlog.access.Scope;
import io.orderlog.access.testing.TestTokens;
import io.orderlog.command.CommandServiceApplication;
import io.orderlog.embedded.EmbeddedDatabase;
import io.orderlog.embedded.EmbeddedKafka;
import io.orderlog.query.QueryServiceApplication;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** Who buys what, and what clients show to be let in, is nobody's business who reads logs or looks at metrics. */
class DiscretionTest {

    private static final List<String> SECRETS = List.of("Quillfeather", "quill@example.org", "1908-640-404", "Nettlebed", "XQ7 9ZZ");
    private static final String RECIPIENT = """
            {"name": "A. Quillfeather", "email": "quill@example.org", "phone": "1908-640-404",
             "address": {"lines": ["Nettlebed Lane"], "city": "Nettlebed", "postalCode": "XQ7 9ZZ", "country": "GB"}}""";
    private static final String ORDER =
            """
                    {"customerId": "17850", "currency": "GBP", "recipient": %s, "lines": [{"sku": "85123A", "quantity": 6, "unitPrice": 255}]}"""
                    .formatted(RECIPIENT);

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> tokens = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void noLogLineAndNoMetricTellsOfPeopleOrTokens() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.temporary();
                EmbeddedDatabase database = EmbeddedDatabase.temporary();
                var command = GuardedHouseTest.start(CommandServiceApplication.class, "command-service", TestTokens.settings(),
                        List.of("--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(), "--orderlog.log.replication-factor=1",
                                "--orderlog.log.states-directory=" + directory.resolve("states")));
                var query = GuardedHouseTest.start(QueryServiceApplication.class, "query-service", TestTokens.settings(),
                        List.of("--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                                "--spring.datasource.url=" + database.jdbcUrl(), "--spring.datasource.username=" + database.username()))) {
            Readiness.await("The command side", GuardedHouseTest.address(command));
            Readiness.await("The query side", GuardedHouseTest.address(query));
            ListAppender<ILoggingEvent> log = listen();

            placeRightAndWrong(command);
            askRightAndWrong(query);

            List<String> said = new ArrayList<>(log.list.stream().map(DiscretionTest::text).toList());
            said.add(metrics(command));
            said.add(metrics(query));
            assertThat(said).hasSizeGreaterThan(2);
            assertThat(said).allSatisfy(text -> assertThat(text).doesNotContain(SECRETS).doesNotContain(tokens));
        }
    }

    private void placeRightAndWrong(ConfigurableApplicationContext command) throws Exception {
        String everything = TestTokens.everything();
        String customer = TestTokens.customer("12345", Scope.ORDERS_WRITE);
        String placed = post(command, "/orders", ORDER, everything);
        for (String body : List.of(ORDER.replace("\"GBP\"", "\"nonsense\""), ORDER.replace("\"GB\"", "\"Nettlebed\""), ORDER + "}",
                ORDER.replace("\"quantity\"", "\"Quillfeather\""), ORDER.replace("6", "\"quill@example.org\""))) {
            post(command, "/orders", body, everything);
        }
        post(command, placed + "/shipments/7/delivery", "{}", everything);
        post(command, placed + "/cancellation", "{\"reason\": \"Quillfeather moved\"}", customer);
        post(command, placed + "/cancellation", "{\"reason\": \"Quillfeather moved\"}", everything);
        post(command, "/orders", ORDER, TestTokens.forged("shop", Scope.ORDERS_WRITE));
    }

    private void askRightAndWrong(ConfigurableApplicationContext query) throws Exception {
        String who = URLEncoder.encode("quill@example.org", StandardCharsets.UTF_8);
        for (String path : List.of("/orders", "/orders?reference=" + who, "/orders?limit=" + who, "/orders/" + who,
                "/orders?cursor=" + who)) {
            get(query, path, TestTokens.everything());
            get(query, path, TestTokens.forged("shop", Scope.ORDERS_READ));
        }
    }

    /** With all that our own code has to say. Spring's own DEBUG shows bodies and paths, which the documentation warns of. */
    private static ListAppender<ILoggingEvent> listen() {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        ((Logger) LoggerFactory.getLogger("io.orderlog")).setLevel(Level.DEBUG);
        var appender = new ListAppender<ILoggingEvent>();
        appender.start();
        root.addAppender(appender);
        return appender;
    }

    private static String text(ILoggingEvent event) {
        StringBuilder text = new StringBuilder(event.getFormattedMessage()).append(event.getMDCPropertyMap());
        for (IThrowableProxy failure = event.getThrowableProxy(); failure != null; failure = failure.getCause()) {
            text.append(failure.getMessage());
        }
        return text.toString();
    }

    private String post(ConfigurableApplicationContext service, String path, String body, String token) throws Exception {
        var answer = client.send(request(service, path, token).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(), BodyHandlers.ofString());
        return answer.headers().firstValue("Location").orElse(path);
    }

    private void get(ConfigurableApplicationContext service, String path, String token) throws Exception {
        client.send(request(service, path, token).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(ConfigurableApplicationContext service, String path, String token) {
        tokens.add(token.substring("Bearer ".length()));
        return HttpRequest.newBuilder(URI.create(GuardedHouseTest.address(service) + path)).header(TestTokens.HEADER, token);
    }

    /** Their names and tags. */
    private static String metrics(ConfigurableApplicationContext service) {
        String metrics = service.getBean(MeterRegistry.class)
                .getMeters()
                .stream()
                .map(meter -> meter.getId().toString())
                .collect(Collectors.joining("\n"));
        assertThat(metrics).contains("http.server.requests");
        return metrics;
    }
}
