package io.orderlog.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderlog.access.Scope;
import io.orderlog.access.testing.TestTokens;
import io.orderlog.standalone.TraceReceiver.Received;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is told of a command to whoever reads logs, metrics and traces: where it is, and nothing of who buys what. */
class DiscretionTest {

    private static final List<String> SECRETS = List.of("Quillfeather", "quill@example.org", "1908-640-404", "Nettlebed", "XQ7 9ZZ");
    private static final String RECIPIENT = """
            {"name": "A. Quillfeather", "email": "quill@example.org", "phone": "1908-640-404",
             "address": {"lines": ["Nettlebed Lane"], "city": "Nettlebed", "postalCode": "XQ7 9ZZ", "country": "GB"}}""";
    private static final String ORDER =
            """
                    {"customerId": "17850", "currency": "GBP", "recipient": %s, "lines": [{"sku": "85123A", "quantity": 6, "unitPrice": 255}]}"""
                    .formatted(RECIPIENT);
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(orderlog\\.[a-z.]+)`");

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> TOKENS = new ConcurrentSkipListSet<>();
    private static final ByteArrayOutputStream LINES = new ByteArrayOutputStream();

    private static TraceReceiver traces;
    private static WatchedHouse house;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        traces = new TraceReceiver();
        house = new WatchedHouse(directory,
                Stream.concat(traces.settings().stream(), Stream.of("--management.tracing.sampling.probability=1")).toList());
        listen();
    }

    @AfterAll
    static void stop() {
        house.close();
        traces.close();
    }

    @Test
    void noLogLineNoMetricAndNoSpanTellsOfPeopleOrTokens() throws Exception {
        placeRightAndWrong();
        askRightAndWrong();
        parkAndReleaseInVain();
        String last = place().trace();
        awaitSpan(last, span -> span.span().getName().equals("project"));

        List<String> said = new ArrayList<>(lines());
        assertThat(said).anyMatch(line -> line.contains("is parked"));
        said.addAll(linesOfPostgres());
        assertThat(said).anyMatch(line -> line.contains("violates check constraint \"bearable\"") && !line.startsWith("{"));
        house.services().forEach(service -> said.add(metrics(service)));
        traces.spans().forEach(span -> said.add(span.span().toString()));
        assertThat(said).hasSizeGreaterThan(20);
        assertThat(said).allSatisfy(text -> assertThat(text).doesNotContain(SECRETS).doesNotContain(TOKENS));
    }

    /** The client's own trace, in which the gateway, the command side, Kafka and the views are steps. */
    @Test
    void aPlacementIsOneTraceFromTheGatewayToTheCommitOfTheViews() throws Exception {
        Placed placed = place();

        Received gateway = awaitSpan(placed.trace(), span -> span.service().equals("gateway"));
        Received command = awaitSpan(placed.trace(), span -> span.span().getName().equals("http post /orders"));
        Received append = awaitSpan(placed.trace(), span -> span.span().getName().equals("append"));
        Received project = awaitSpan(placed.trace(), span -> span.span().getName().equals("project"));
        assertThat(gateway.parent()).isEqualTo(placed.span());
        assertThat(command.service()).isEqualTo("command-service");
        assertThat(command.parent()).isEqualTo(gateway.id());
        assertThat(command.span().toString()).contains(placed.order(), "\"place\"", "\"accepted\"");
        assertThat(append.parent()).isEqualTo(command.id());
        assertThat(project.service()).isEqualTo("query-service");
        assertThat(project.parent()).isEqualTo(append.id());
        assertThat(traces.spans()).filteredOn(span -> span.trace().equals(placed.trace())).hasSize(4);
    }

    @Test
    void aLineOfARefusedCommandNamesItsTraceItsOrderAndItself() throws Exception {
        Placed placed = place();
        var refused = house.post("/orders/" + placed.order() + "/shipments/7/delivery", "{}", TestTokens.HEADER, TestTokens.everything(),
                "traceparent", "00-%s-%s-01".formatted(placed.trace(), placed.span()));

        assertThat(refused.statusCode()).isBetween(400, 499);
        JsonNode line = JSON.readTree(lines().stream().filter(it -> it.contains("deliver was rejected")).toList().getLast());
        assertThat(line.at("/log/level").asString()).isEqualTo("DEBUG");
        assertThat(line.path("orderId").asString()).isEqualTo(placed.order());
        assertThat(line.path("commandId").asString()).matches("[0-9a-f-]{36}");
        assertThat(line.path("traceId").asString()).isEqualTo(placed.trace());
        assertThat(line.path("correlationId").asString()).isEqualTo(refused.headers().firstValue("X-Correlation-Id").orElseThrow());
    }

    @Test
    void everyNameThatIsDocumentedIsMeasured() throws Exception {
        place();
        List<String> documented = DOCUMENTED.matcher(Files.readString(Path.of("../docs/metrics.md")))
                .results()
                .map((MatchResult name) -> name.group(1))
                .toList();
        assertThat(documented).hasSizeGreaterThan(20);
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(names(house.services())).containsAll(documented);
            assertThat(documented).containsAll(names(house.services()).stream().filter(name -> name.startsWith("orderlog.")).toList());
        });
        assertThat(names(List.of(house.query())))
                .contains("http.server.requests", "jvm.memory.used", "hikaricp.connections.active",
                        "kafka.consumer.fetch.manager.records.lag.max");
        for (ConfigurableApplicationContext service : house.services()) {
            assertThat(house.ask(service, "/actuator/prometheus")).contains("http_server_requests_seconds_bucket", "jvm_memory_used_bytes");
        }
    }

    private record Placed(String order, String trace, String span) {}

    private static Placed place() throws Exception {
        String trace = "%032x".formatted(System.nanoTime() | 1L << 62);
        String span = "%016x".formatted(System.nanoTime() | 1L << 61);
        HttpResponse<String> answer = house.post("/orders", ORDER, TestTokens.HEADER, TestTokens.everything(), "traceparent",
                "00-%s-%s-01".formatted(trace, span));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new Placed(answer.headers().firstValue("Location").orElseThrow().replace("/orders/", ""), trace, span);
    }

    private static Received awaitSpan(String trace, Predicate<Received> wanted) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> traces.spans().stream().filter(span -> span.trace().equals(trace)).filter(wanted).findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static void placeRightAndWrong() throws Exception {
        String everything = TestTokens.everything();
        String customer = TestTokens.customer("12345", Scope.ORDERS_WRITE);
        String placed = post("/orders", ORDER, everything);
        for (String body : List.of(ORDER.replace("\"GBP\"", "\"nonsense\""), ORDER.replace("\"GB\"", "\"Nettlebed\""), ORDER + "}",
                ORDER.replace("\"quantity\"", "\"Quillfeather\""), ORDER.replace("6", "\"quill@example.org\""))) {
            post("/orders", body, everything);
        }
        post(placed + "/shipments/7/delivery", "{}", everything);
        post(placed + "/cancellation", "{\"reason\": \"Quillfeather moved\"}", customer);
        post(placed + "/cancellation", "{\"reason\": \"Quillfeather moved\"}", everything);
        post("/orders", ORDER, TestTokens.forged("shop", Scope.ORDERS_WRITE));
    }

    private static void askRightAndWrong() throws Exception {
        String who = URLEncoder.encode("quill@example.org", UTF_8);
        for (String path : List.of("/orders", "/orders?reference=" + who, "/orders?limit=" + who, "/orders/" + who, "/customers/" + who,
                "/orders?cursor=" + who)) {
            for (String token : List.of(TestTokens.everything(), TestTokens.forged("shop", Scope.ORDERS_READ))) {
                TOKENS.add(token.substring("Bearer ".length()));
                house.get(path, TestTokens.HEADER, token, "baggage", "who=Quillfeather");
            }
        }
    }

    /** An order that the views do not take. */
    private static void parkAndReleaseInVain() throws Exception {
        try (Connection database = connect(); Statement statement = database.createStatement()) {
            statement.execute("alter table views_g1.orders add constraint bearable check (customer_id <> 'unbearable')");
        }
        String everything = TestTokens.everything();
        String parked = post("/orders", ORDER.replace("17850", "unbearable"), everything).replace("/orders/", "/parked/");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> house.get(parked, TestTokens.HEADER, everything).statusCode() == 200);
        post(parked + "/release", "{\"reason\": \"try again\"}", everything);
        house.get("/audit/events?q=Quillfeather", TestTokens.HEADER, everything);
    }

    private static List<String> linesOfPostgres() throws Exception {
        try (Connection database = connect();
                Statement statement = database.createStatement();
                ResultSet answer = statement.executeQuery("show data_directory")) {
            answer.next();
            return Files.readAllLines(Path.of(answer.getString(1)).resolveSibling("server.log"));
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(house.database().jdbcUrl(), house.database().username(), "");
    }

    /** @return the address of what was made; the path if nothing was */
    private static String post(String path, String body, String token) throws Exception {
        TOKENS.add(token.substring("Bearer ".length()));
        return house.post(path, body, TestTokens.HEADER, token).headers().firstValue("Location").orElse(path);
    }

    /** As containers log, and with all that our own code has to say. Spring's own DEBUG shows bodies and paths, which the documentation warns of. */
    private static void listen() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        context.getLogger("io.orderlog").setLevel(Level.DEBUG);
        var encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat("ecs");
        encoder.start();
        var appender = new OutputStreamAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(LINES);
        appender.start();
        root.addAppender(appender);
    }

    private static List<String> lines() {
        return LINES.toString(UTF_8).lines().toList();
    }

    private static Set<String> names(Collection<ConfigurableApplicationContext> services) {
        return services.stream()
                .flatMap(service -> service.getBean(MeterRegistry.class).getMeters().stream())
                .map((Meter meter) -> meter.getId().getName())
                .collect(Collectors.toSet());
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
