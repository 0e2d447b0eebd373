package io.orderlog.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Each question about the history is one statement, and the statement begins at an index instead of reading all events. */
@ResourceLock(RecordedStatements.LOCK)
class HistoryPlanTest {

    private static final UUID ORDER = new UUID(0, 7);

    @SuppressWarnings("NullAway.Init")
    private static TestHouse house;

    @SuppressWarnings("NullAway.Init")
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void fillTheHistory() throws Exception {
        house = TestHouse.open();
        service = house
                .startReady("spring.jpa.properties.hibernate.session_factory.statement_inspector=" + RecordedStatements.class.getName());
        try (Connection connection = house.connect(); Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into history (order_id, version, customer_id, event_id, event_type, source, recorded_at, effective_at, actor,
                        correlation_id, causation_id, previous_hash, hash, log_partition, log_offset, data)
                    select ('00000000-0000-0000-0000-' || lpad(to_hex(n / 4), 12, '0'))::uuid, 1 + n % 4, 'c' || n % 400, gen_random_uuid(),
                        't' || n % 300, '/', timestamptz '2026-01-01' + n * interval '1 minute',
                        timestamptz '2010-01-01' + n * interval '1 minute', 'a' || n % 300, 'k' || n % 3000, 'r' || n, '', '', n % 12, n,
                        json_build_object('sku', 'S' || n, 'description', 'WHITE LANTERN')
                    from generate_series(1, 12000) n""");
        }
        Plans.vacuum(house, "history");
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @ParameterizedTest
    @CsvSource({
            "'',                                                 history_recorded",
            "sort=recordedAt,                                    history_recorded",
            "recordedFrom=2026-01-01&recordedTo=2026-01-02,      history_recorded",
            "order=00000000-0000-0000-0000-000000000007,         history_pkey",
            "customer=c7,                                        history_customer",
            "customer=c7&sort=recordedAt,                        history_customer",
            "type=t7,                                            history_type",
            "actor=a7,                                           history_actor",
            "correlationId=k7,                                   history_correlation",
            "causationId=r7,                                     history_causation",
            "effectiveFrom=2010-01-01&effectiveTo=2010-01-02,    history_effective",
            "text=S77,                                           history_words",
            "text=white%20S77&sort=recordedAt,                   history_words"
    })
    void anIndexServesTheQuestionAndItsNextPage(String question, String index) throws Exception {
        assertThat(planOf("/audit/events?limit=2&" + question)).contains(index).doesNotContain("Seq Scan");

        JsonNode page = house.json(service, "/audit/events?limit=2&" + question);
        assertThat(page.get("items").size()).isPositive();
        if (page.has("next")) {
            assertThat(planOf(page.get("next").asString())).contains(index).doesNotContain("Seq Scan");
        }
    }

    @ParameterizedTest
    @CsvSource({"/orders/ID/events", "/orders/ID?version=0", "/orders/ID?at=2020-01-01", "/orders/ID?effectiveAt=2009-01-01"})
    void thePastOfOneOrderIsFoundByItsKey(String path) throws Exception {
        RecordedStatements.STATEMENTS.clear();
        house.get(service, path.replace("ID", ORDER.toString()));

        assertThat(RecordedStatements.STATEMENTS).isNotEmpty();
        for (String statement : RecordedStatements.STATEMENTS) {
            assertThat(Plans.generic(statement, house)).contains("history_pkey").doesNotContain("Seq Scan");
        }
    }

    private static String planOf(String path) throws Exception {
        RecordedStatements.STATEMENTS.clear();
        assertThat(house.get(service, path).statusCode()).isEqualTo(200);
        assertThat(RecordedStatements.STATEMENTS).hasSize(1);
        return Plans.generic(RecordedStatements.STATEMENTS.getFirst(), house);
    }
}
