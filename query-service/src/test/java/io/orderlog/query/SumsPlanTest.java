package io.orderlog.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Sums that are kept per partition are found by indexes, few statements for a page of any size, and come in the right order. */
@ResourceLock(RecordedStatements.LOCK)
class SumsPlanTest {

    @SuppressWarnings("NullAway.Init")
    private static TestHouse house;

    @SuppressWarnings("NullAway.Init")
    private static ConfigurableApplicationContext service;

    /** Many customers and products with little, few with much, each in several partitions. */
    @BeforeAll
    static void fillTheViews() throws Exception {
        house = TestHouse.open();
        service = house
                .startReady("spring.jpa.properties.hibernate.session_factory.statement_inspector=" + RecordedStatements.class.getName());
        String much = "1 + (random() ^ 8 * 1000)::bigint";
        String figures = "m, m * 7, m / 3, m, m / 5, m / 2";
        try (Connection connection = house.connect(); Statement statement = connection.createStatement()) {
            statement.execute("select setseed(0.5)");
            statement.execute("""
                    insert into customer_orders
                    select 'c' || c, p, 1 + m / 9, m, 0, 0, '2010-12-01T00:00:00.000000Z ' || gen_random_uuid(),
                        '2010-12-01T00:00:00.000000Z ' || gen_random_uuid()
                    from (select c, p, %s as m from generate_series(1, 3000) c, generate_series(0, 11) p where random() < 0.4) r"""
                    .formatted(much));
            statement.execute("""
                    insert into customer_money
                    select 'c' || c, case when c %% 10 = 0 then 'EUR' else 'GBP' end, p, m, 0
                    from (select c, p, %s as m from generate_series(1, 3000) c, generate_series(0, 11) p where random() < 0.4) r"""
                    .formatted(much));
            statement.execute("""
                    insert into sales_by_product_day
                    select 's' || s, date '2010-12-01' + d, 'GBP', p, %s
                    from (select s, d, p, %s as m from generate_series(1, 300) s, generate_series(0, 199) d, generate_series(0, 11) p
                        where random() < 0.05) r""".formatted(figures, much));
            String sums =
                    "sum(units), sum(revenue), sum(cancelled_units), sum(cancelled_amount), sum(returned_units), sum(returned_amount)";
            statement.execute("insert into sales_by_product select sku, currency, log_partition, " + sums
                    + " from sales_by_product_day group by 1, 2, 3");
            statement.execute("insert into sales_by_day select day, currency, log_partition, " + sums
                    + " from sales_by_product_day group by 1, 2, 3");
        }
        Plans.vacuum(house, "customer_orders", "customer_money", "sales_by_product", "sales_by_product_day", "sales_by_day");
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @ParameterizedTest
    @CsvSource({
            "/customers?sort=-orders,                                            customer_orders_orders",
            "/customers?sort=-units,                                             customer_orders_units",
            "/customers?sort=-captured&currency=GBP,                             customer_money_captured",
            "/customers?customer=c7,                                             customer_orders_pkey",
            "/customers/c7,                                                      customer_money_pkey",
            "/sales/products?currency=GBP,                                       sales_by_product_revenue",
            "/sales/products?currency=GBP&sort=-units,                           sales_by_product_units",
            "/sales/products?currency=GBP&sort=-returns,                         sales_by_product_returns",
            "/sales/products?currency=GBP&from=2010-12-01&to=2010-12-07,         sales_by_product_day_days",
            "/sales/products/s7,                                                 sales_by_product_day_pkey",
            "/sales/days?sku=s7&from=2010-12-05,                                 sales_by_product_day_pkey",
            "/sales/days?from=2010-12-05,                                        sales_by_day_pkey",
            "/sales/days,                                                        sales_by_day_pkey"
    })
    void anIndexServesTheQuestionAndItsNextPage(String path, String index) throws Exception {
        assertThat(plansOf(path)).contains(index).doesNotContain("Seq Scan on customer_", "Seq Scan on sales_");

        JsonNode page = house.json(service, path + (path.contains("?") ? "&limit=2" : "?limit=2"));
        if (page.has("next")) {
            assertThat(plansOf(page.get("next").asString())).contains(index)
                    .doesNotContain("Seq Scan on customer_", "Seq Scan on sales_");
        }
    }

    @ParameterizedTest
    @CsvSource({
            "/customers?sort=-orders,                          200, id,  customer_orders,      orders,   customer_id, true",
            "/customers?sort=-units,                           97,  id,  customer_orders,      units,    customer_id, true",
            "/customers?sort=-captured&currency=EUR,           20,  id,  customer_money,       captured, customer_id, currency = 'EUR'",
            "/sales/products?currency=GBP,                     13,  sku, sales_by_product,     revenue,  sku,         true",
            "/sales/products?currency=GBP&sort=-returns,       50,  sku, sales_by_product,     returned_units, sku,   true",
            "/sales/products?currency=GBP&from=2010-12-03&to=2010-12-05, 9, sku, sales_by_product_day, revenue, sku, day between '2010-12-03' and '2010-12-05'"
    })
    void pagesShowEachOnceInTheOrderOfItsSum(
            String path, int limit, String name, String table, String figure, String key, String where) throws Exception {
        List<String> seen = new ArrayList<>();
        for (String next = path + "&limit=" + limit; next != null;) {
            JsonNode page = house.json(service, next);
            seen.addAll(page.get("items").valueStream().map(item -> item.get(name).asString()).toList());
            next = page.has("next") ? page.get("next").asString() : null;
        }

        assertThat(seen).hasSizeGreaterThan(limit)
                .isEqualTo(column("select %3$s from %1$s where %4$s group by 1 having sum(%2$s) > 0 order by sum(%2$s) desc, 1"
                        .formatted(table, figure, key, where)));
    }

    private static String plansOf(String path) throws Exception {
        RecordedStatements.STATEMENTS.clear();
        assertThat(house.get(service, path).statusCode()).isEqualTo(200);
        assertThat(RecordedStatements.STATEMENTS).isNotEmpty().hasSizeLessThan(20);
        StringBuilder plans = new StringBuilder();
        for (String statement : List.copyOf(RecordedStatements.STATEMENTS)) {
            plans.append(Plans.generic(statement, house)).append('\n');
        }
        return plans.toString();
    }

    private static List<String> column(String query) throws Exception {
        List<String> values = new ArrayList<>();
        try (Connection connection = house.connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            while (row.next()) {
                values.add(row.getString(row.getMetaData().getColumnCount()));
            }
        }
        return values;
    }
}
