package io.orderlog.query;

import static io.orderlog.query.TestOrders.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConsistencyTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void whoWaitsForLiveViewsThatAreBehindOthersOfThisInstanceDoesNotBesiegePostgres() throws Exception {
        try (var house = TestHouse.open(); var connection = house.connect()) {
            var service = house.startReady("orderlog.queries.consistency-timeout=2s");
            String path = "/orders/" + UUID.randomUUID();
            String written = house.log().append(TestOrders.id(), placed());
            await().atMost(SOON).until(() -> house.get(service, path, "Consistency-Token", written).statusCode() == 404);

            makeLiveButLeaveEmpty(connection);
            assertThat(house.get(service, path, "Consistency-Token", written).statusCode()).isEqualTo(503);

            await().atMost(SOON).until(() -> lookUps(connection) > 0);
            assertThat(lookUps(connection)).isLessThan(100);
        }
    }

    /** A generation that nobody fills. */
    private static void makeLiveButLeaveEmpty(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("create schema views_g2");
            statement.execute("create table views_g2.checkpoint (like views_g1.checkpoint)");
            statement.execute("""
                    insert into orderlog.generation (number, schema_name, consumer_group, definition, purpose, state)
                    values (2, 'views_g2', 'unused', '', 'VIEWS', 'FOLLOWING')""");
            statement.execute("update orderlog.live_generation set number = 2");
        }
    }

    private static long lookUps(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        select seq_scan from pg_stat_user_tables where schemaname = 'views_g2' and relname = 'checkpoint'""")) {
            row.next();
            return row.getLong(1);
        }
    }
}
