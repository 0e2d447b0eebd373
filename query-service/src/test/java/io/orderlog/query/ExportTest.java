package io.orderlog.query;

import static io.orderlog.query.TestOrders.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderlog.access.testing.TestTokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Isolated("Measures memory.")
class ExportTest {

    private static final int MANY = 200_000;
    private static final long MEGABYTE = 1024 * 1024;
    private static final Currency GBP = Currency.getInstance("GBP");
    private static final List<String> REFERENCES = List.of("R-1", "=1+1", "a,\"b\";\nc", "-5", "\uFF1D2", "@x", "");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private static TestHouse house;

    @SuppressWarnings("NullAway.Init")
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void placeAFewOrdersAndPretendMany() throws Exception {
        house = TestHouse.open();
        service = house.startReady("orderlog.queries.exports=2", "orderlog.http.patience=60s");
        String last = "";
        for (String reference : REFERENCES) {
            last = house.log().append(TestOrders.id(), TestOrders.placed("few", GBP, reference, List.of(line(1, "A", 1, 100))));
            assertThat(house.get(service, "/orders", "Consistency-Token", last).statusCode()).isEqualTo(200);
        }
        try (var connection = house.connect(); var statement = connection.createStatement()) {
            statement.execute(
                    """
                            insert into orders
                            select gen_random_uuid(), 1, mod(n, 12), 'many', 'R-' || n, 'GBP', 'OPEN', 'PAID', 'DELIVERED', n, 0, 0, 0, n, 0, 0, 0, 1,
                                now() - n * interval '1 minute', now(), now(), repeat('x', 64), '{}'
                            from generate_series(1, %d) n"""
                            .formatted(MANY));
            statement.execute("analyze orders");
        }
    }

    @AfterAll
    static void close() {
        CLIENT.close();
        house.close();
    }

    @Test
    void linesOfNdjsonAreTheItemsOfTheList() throws Exception {
        var answer = house.get(service, "/orders/export?customer=few&sort=placedAt", "Accept", "application/x-ndjson");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(value -> assertThat(value).contains("orders.ndjson"));
        List<JsonNode> items = new ArrayList<>();
        house.json(service, "/orders?customer=few&sort=placedAt").get("items").forEach(items::add);
        assertThat(answer.body().lines().map(line -> (JsonNode) new JsonMapper().readTree(line))).isEqualTo(items)
                .hasSize(REFERENCES.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "*/*", "text/html, application/xhtml+xml, */*;q=0.8"})
    void csvHasTheSameOrdersAndNoCellThatASpreadsheetWouldCompute(String accept) throws Exception {
        var answer = house.get(service, "/orders/export?customer=few&sort=placedAt", "Accept", accept);

        assertThat(answer.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(value -> assertThat(value).contains("orders.csv"));
        List<CSVRecord> rows = CSVFormat.RFC4180.builder().setHeader().get().parse(new StringReader(answer.body())).getRecords();
        assertThat(rows).extracting(row -> row.get("reference"))
                .containsExactly("R-1", "'=1+1", "a,\"b\";\nc", "'-5", "'\uFF1D2", "'@x", "");
        assertThat(rows).extracting(row -> UUID.fromString(row.get("id")).toString())
                .containsExactlyElementsOf(house.json(service, "/orders?customer=few&sort=placedAt").get("items").findValuesAsString("id"));
        assertThat(rows).extracting(row -> row.get("total")).containsOnly("100");
        assertThat(answer.body().lines().findFirst()).hasValueSatisfying(head -> assertThat(head).startsWith("id,version,customerId,"));
        assertThat(answer.body()).endsWith("\r\n");
    }

    @Test
    void anyNumberOfOrdersTakesTheSameMemory() throws Exception {
        long before = usedMemory();
        try (BufferedReader lines = open("/orders/export?customer=many")) {
            assertThat(lines.readLine()).startsWith("id,");
            assertThat(usedMemory() - before).as("while nearly all rows are still to come").isLessThan(20 * MEGABYTE);
            for (int i = 0; i < MANY * 3 / 4; i++) {
                lines.readLine();
            }
            assertThat(usedMemory() - before).as("when most rows have gone by").isLessThan(20 * MEGABYTE);
            assertThat(lines.lines()).hasSize(MANY / 4);
        }
    }

    /** What is left after everything that nobody needs was given back. */
    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void anExportThatIsNotWholeDoesNotEndLikeOneThatIs() throws Exception {
        try (BufferedReader lines = open("/orders/export?customer=many")) {
            lines.readLine();
            assertThat(endConnections()).isPositive();
            assertThatThrownBy(() -> lines.lines().count()).hasRootCauseInstanceOf(IOException.class);
        }
    }

    /** @return how many connections of exports Postgres has cut */
    private static long endConnections() throws Exception {
        String exports =
                "pg_stat_activity where application_name = 'orderlog-queries' and datname = current_database() and state = 'idle in transaction'";
        await().until(() -> house.count(exports) > 0);
        return house.count("(select pg_terminate_backend(pid) from " + exports + ")");
    }

    @Test
    void slowReadersKeepOtherExportsOutButNoOtherQueries() throws Exception {
        try (BufferedReader first = open("/orders/export?customer=many"); BufferedReader second = open("/orders/export?customer=many")) {
            first.readLine();
            second.readLine();
            HttpResponse<String> refused = house.get(service, "/orders/export?customer=few");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(refused.headers().firstValue("Content-Disposition")).isEmpty();
            for (int i = 0; i < 20; i++) {
                assertThat(house.get(service, "/orders?limit=1").statusCode()).isEqualTo(200);
            }
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> house.get(service, "/orders/export?customer=few").statusCode() == 200);
    }

    @Test
    void anExportThatTakesTooLongIsCut() throws Exception {
        var hurried = house.startReady("orderlog.queries.export-timeout=300ms");
        assertThatThrownBy(() -> house.get(hurried, "/orders/export?customer=many")).isInstanceOf(IOException.class);
        assertThat(house.get(hurried, "/orders/export?customer=few").statusCode()).isEqualTo(200);
    }

    @Test
    void headTellsTheTypeAndReadsNothing() throws Exception {
        var head = house.send(service, "HEAD", "/orders/export?customer=many", "Accept", "application/x-ndjson");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        assertThat(head.headers().firstValue("Content-Length")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"limit=5, limit", "cursor=x, cursor", "status=GONE, status", "sort=total, currency"})
    void eachWrongParameterIsNamed(String question, String parameter) throws Exception {
        HttpResponse<String> answer = house.get(service, "/orders/export?" + question);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(TestHouse.json(answer).get("errors").findValuesAsString("field")).containsExactly(parameter);
    }

    @Test
    void whatNobodyCanWriteIsRefused() throws Exception {
        assertThat(house.get(service, "/orders/export", "Accept", "application/pdf").statusCode()).isEqualTo(406);
    }

    private static BufferedReader open(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + TestHouse.port(service) + path))
                .header(TestTokens.HEADER, TestTokens.everything())
                .build();
        InputStream body = CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
        return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }
}
