package io.orderlog.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** How Postgres answers the statements of a service. */
final class Plans {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\?");

    private Plans() {}

    /**
     * Lets Postgres know what the tables hold. A transaction that is still open somewhere keeps rows from being marked as visible to all,
     * and then an index alone never seems enough: vacuumed until all are.
     */
    static void vacuum(TestHouse house, String... tables) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            try (Connection connection = house.connect(); Statement statement = connection.createStatement()) {
                statement.execute("vacuum (analyze) " + String.join(", ", tables));
                for (String table : tables) {
                    try (var row = statement.executeQuery(
                            "select relpages - relallvisible from pg_class where oid = '" + table + "'::regclass")) {
                        row.next();
                        assertThat(row.getInt(1)).as("pages of %s with rows that some transaction may not see", table).isZero();
                    }
                }
            }
        });
    }

    /** The plan that holds for any values of the statement's parameters. */
    static String generic(String sql, TestHouse house) throws SQLException {
        int[] number = {0};
        String numbered = PLACEHOLDER.matcher(sql).replaceAll(_ -> Matcher.quoteReplacement("$" + ++number[0]));
        List<String> plan = new ArrayList<>();
        try (Connection connection = house.connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("explain (generic_plan) " + numbered)) {
            while (row.next()) {
                plan.add(row.getString(1));
            }
        }
        return String.join("\n", plan);
    }
}
