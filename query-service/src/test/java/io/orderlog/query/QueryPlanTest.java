package io.orderlog.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Each question is one statement, and the statement begins at an index instead of reading all orders. */
@ResourceLock(RecordedStatements.LOCK)
class QueryPlanTest {

    private static final Pattern STATUS = Pattern.compile("[sS]tatus=([A-Z_]+)");

    @SuppressWarnings("NullAway.Init")
    private static TestHouse house;

    @SuppressWarnings("NullAway.Init")
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void fillTheViews() throws Exception {
        house = TestHouse.open();
        service = house
                .startReady("spring.jpa.properties.hibernate.session_factory.statement_inspector=" + RecordedStatements.class.getName());
        try (Connection connection = house.connect(); Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into orders
                    select gen_random_uuid(), 1, n % 12, 'c' || n % 400, 'R-' || n, case when n % 10 = 0 then 'EUR' else 'GBP' end,
                        case when n % 100 = 1 then 'ON_HOLD' else 'OPEN' end, case when n % 100 = 2 then 'UNPAID' else 'PAID' end,
                        case when n % 100 = 3 then 'RETURNED' else 'DELIVERED' end, n, 0, 0, 0, n, 0, 0, 0, 1,
                        now() - n * interval '1 minute', now(), now() - n * interval '1 second', '', '{}'
                    from generate_series(1, 6000) n""");
            statement.execute("""
                    insert into order_lines
                    select id, 1, log_partition, 'S' || total % 500, '', 1, total, 0, 0, 0, 0, 0 from orders""");
            statement.execute("""
                    insert into order_words
                    select id, log_partition, array_to_tsvector(array['s' || total % 500, 'word' || total % 7]) from orders""");
        }
        Plans.vacuum(house, "orders", "order_lines", "order_words");
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @ParameterizedTest
    @CsvSource({
            "'',                                                orders_placed",
            "sort=placedAt,                                     orders_placed",
            "sort=updatedAt,                                    orders_updated",
            "sort=-updatedAt,                                   orders_updated",
            "sort=total&currency=GBP,                           orders_total",
            "sort=-total&currency=GBP&totalFrom=9&totalTo=99,   orders_total",
            "totalFrom=10&totalTo=20&currency=GBP,              orders_total",
            "customer=c7,                                       orders_customer",
            "status=ON_HOLD,                                    orders_status",
            "paymentStatus=UNPAID,                              orders_payment_status",
            "fulfilmentStatus=RETURNED,                         orders_fulfilment_status",
            "reference=R-5,                                     orders_reference",
            "sku=S7,                                            order_lines_sku",
            "placedFrom=2010-12-01&placedTo=2010-12-02,         orders_placed",
            "q=S7,                                              order_words_words",
            "q=s7%20word*&sort=updatedAt,                       order_words_words"
    })
    void anIndexServesTheQuestionAndItsNextPage(String question, String index) throws Exception {
        assertThat(planOf("/orders?limit=2&" + question)).contains(index).doesNotContain("Seq Scan");

        JsonNode page = house.json(service, "/orders?limit=2&" + question);
        if (page.has("next")) {
            assertThat(planOf(page.get("next").asString())).contains(index).doesNotContain("Seq Scan");
        }
    }

    @Test
    void whetherAnOrderHasChangedIsAnsweredFromAnIndexAlone() throws Exception {
        String order = house.json(service, "/orders?limit=1").at("/items/0/id").asString();
        assertThat(planOf("/orders/" + order, 304, "If-None-Match", "\"1\"")).contains("Index Only Scan using orders_pkey");
    }

    @Test
    void whatMayBeAnIdIsLookedUpInBothIndexes() throws Exception {
        assertThat(planOf("/orders?limit=2&q=7b02b37c-8ba5")).contains("order_words_words", "Index Only Scan using orders_pkey");
    }

    @Test
    void allOrdersAreCountedInAnIndexAlone() throws Exception {
        assertThat(planOf("/orders/facets")).contains("Index Only Scan using orders_facets");
        assertThat(planOf("/orders/facets?status=ON_HOLD")).contains("Index Only Scan using orders_facets");
        assertThat(planOf("/orders/facets?customer=c7")).contains("orders_customer").doesNotContain("Seq Scan");
        assertThat(planOf("/orders/facets?q=s7")).contains("order_words_words").doesNotContain("Seq Scan");
    }

    @Test
    void anExportFollowsTheSameIndexAsTheList() throws Exception {
        assertThat(planOf("/orders/export?customer=c7")).contains("orders_customer").doesNotContain("Seq Scan");
        assertThat(planOf("/orders/export?status=ON_HOLD&sort=placedAt")).contains("orders_status").doesNotContain("Seq Scan");
    }

    private static String planOf(String path) throws Exception {
        return planOf(path, 200);
    }

    private static String planOf(String path, int status, String... headers) throws Exception {
        RecordedStatements.STATEMENTS.clear();
        assertThat(house.get(service, path, headers).statusCode()).isEqualTo(status);
        assertThat(RecordedStatements.STATEMENTS).hasSize(1);
        return Plans.generic(withWords(withStatus(RecordedStatements.STATEMENTS.getFirst(), path)), house);
    }

    /** Only for a rare status is its index worth more than that of the time. */
    private static String withStatus(String sql, String path) {
        Matcher status = STATUS.matcher(path);
        return status.find() ? sql.replaceFirst("status=\\?", "status='" + status.group(1) + "'") : sql;
    }

    /** Likewise for words; each statement is planned for its own. */
    private static String withWords(String sql) {
        return sql.replace("cast(? as tsquery)", "cast('''s7''' as tsquery)");
    }
}
