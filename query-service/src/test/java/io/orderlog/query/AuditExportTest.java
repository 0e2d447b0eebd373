package io.orderlog.query;

import static io.orderlog.query.TestOrders.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.access.testing.TestTokens;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Isolated("Measures memory.")
class AuditExportTest {

    private static final int MANY = 60_000;
    private static final long MEGABYTE = 1024 * 1024;
    private static final String NDJSON = "application/x-ndjson";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private static TestHouse house;

    @SuppressWarnings("NullAway.Init")
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void appendAFewEventsAndPretendMany() throws Exception {
        house = TestHouse.open();
        service = house.startReady("orderlog.http.patience=60s");
        for (String customer : List.of("=few", "few")) {
            UUID order = TestOrders.id();
            var placed = TestOrders.placed(customer, Currency.getInstance("GBP"), "few, \"or\";\nless", List.of(line(1, "A", 1, 100)));
            assertThat(house.get(service, "/orders", "Consistency-Token", house.log().append(order, placed)).statusCode()).isEqualTo(200);
        }
        try (var connection = house.connect(); var statement = connection.createStatement()) {
            statement.execute(
                    """
                            insert into history (order_id, version, customer_id, event_id, event_type, source, recorded_at, actor, correlation_id,
                                causation_id, previous_hash, hash, log_partition, log_offset, data)
                            select gen_random_uuid(), 1, 'many', gen_random_uuid(), 't', '/', now() - n * interval '1 second', 'a', 'k', 'r', '', '',
                                n %% 12, n, ('{' || E'\\n' || '"n":' || n || ',"text":"' || repeat('x', 600) || '"}')::json
                            from generate_series(1, %d) n"""
                            .formatted(MANY));
        }
    }

    @AfterAll
    static void close() {
        CLIENT.close();
        house.close();
    }

    @Test
    void linesOfNdjsonAreTheItemsOfTheList() throws Exception {
        var answer = house.get(service, "/audit/events/export?text=few&sort=recordedAt", "Accept", NDJSON);

        List<JsonNode> items = house.json(service, "/audit/events?text=few&sort=recordedAt").get("items").valueStream().toList();
        assertThat(answer.body().lines().map(line -> (JsonNode) new JsonMapper().readTree(line))).isEqualTo(items).hasSize(2);
    }

    @Test
    void csvHasTheSameEventsAndNoCellThatASpreadsheetWouldCompute() throws Exception {
        var answer = house.get(service, "/audit/events/export?text=few&sort=recordedAt", "Accept", "text/csv");

        List<CSVRecord> rows = CSVFormat.RFC4180.builder().setHeader().get().parse(new StringReader(answer.body())).getRecords();
        assertThat(rows).extracting(row -> row.get("customerId")).containsExactly("'=few", "few");
        assertThat(rows).extracting(row -> new JsonMapper().readTree(row.get("data")).get("reference").asString())
                .containsOnly("few, \"or\";\nless");
        assertThat(rows).extracting(row -> row.get("type")).containsOnly("orderlog.order.placed.v1");
    }

    @Test
    void anyNumberOfEventsTakesTheSameMemoryAndEachIsALine() throws Exception {
        long before = usedMemory();
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + TestHouse.port(service) + "/audit/events/export?customer=many"))
                        .header(TestTokens.HEADER, TestTokens.everything())
                        .header("Accept", NDJSON)
                        .build();
        var body = CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (int i = 0; i < MANY / 2; i++) {
                assertThat(lines.readLine()).endsWith("}}");
            }
            assertThat(usedMemory() - before).as("when half of 36 MB of events have gone by").isLessThan(15 * MEGABYTE);
            assertThat(lines.lines()).hasSize(MANY / 2);
        }
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @ParameterizedTest
    @CsvSource({"limit=3, limit", "cursor=x, cursor", "sort=x, sort", "text=!, text"})
    void eachWrongParameterIsNamed(String question, String parameter) throws Exception {
        var answer = house.get(service, "/audit/events/export?" + question, "Accept", NDJSON);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestHouse.json(answer).get("errors").findValuesAsString("field")).contains(parameter);
    }
}
