package io.orderlog.query;

import static io.orderlog.query.TestOrders.placed;
import static io.orderlog.query.TestRebuilds.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderlog.order.OrderEvent;
import java.sql.Connection;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Views that follow the log are written by one transaction at a time. */
@SuppressWarnings("NullAway.Init")
class TurnsTest {

    private final UUID order = TestOrders.id();
    private TestHouse house;
    private int partition;

    @BeforeEach
    void open() throws Exception {
        house = TestHouse.open();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void whatComesWhileAPartitionWaitsForItsTurnGoesInOneTransaction() throws Exception {
        var service = start("orderlog.views.turn-timeout=60s");
        UUID other = house.log().elsewhere(partition);
        awaitVersion(service, other, 1);
        try (Connection stuck = holdCheckpoint()) {
            house.log().append(order, new OrderEvent.Held("stuck"));
            awaitStuck();
            for (int i = 0; i < 20; i++) {
                house.log().append(other, i % 2 == 0 ? new OrderEvent.Held("a") : new OrderEvent.Released());
            }
            stuck.rollback();
        }
        awaitVersion(service, order, 2);
        awaitVersion(service, other, 21);

        assertThat(service.getBean(MeterRegistry.class).get("orderlog.views.batch.records").summary().max()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void aPartitionThatIsStuckStopsNoOther() throws Exception {
        var service = start("orderlog.views.turn-timeout=100ms");
        try (Connection stuck = holdCheckpoint()) {
            house.log().append(order, new OrderEvent.Held("stuck"));
            awaitStuck();
            UUID other = house.log().elsewhere(partition);
            awaitVersion(service, other, 1);
            awaitVersion(service, order, 1);
            stuck.rollback();
        }
        awaitVersion(service, order, 2);
    }

    private ConfigurableApplicationContext start(String setting) throws Exception {
        var service = house.startReady(setting);
        String token = house.log().append(order, placed("c-1", 100));
        partition = Integer.parseInt(token.substring(0, token.indexOf(':')));
        awaitVersion(service, order, 1);
        return service;
    }

    private Connection holdCheckpoint() throws Exception {
        Connection connection = house.connect();
        connection.setAutoCommit(false);
        connection.createStatement().execute("select from views_g1.checkpoint where log_partition = %d for update".formatted(partition));
        return connection;
    }

    private void awaitStuck() {
        await().atMost(SOON).until(() -> {
            try (Connection connection = house.connect();
                    var row = connection.createStatement().executeQuery("select exists (select from pg_locks where not granted)")) {
                row.next();
                return row.getBoolean(1);
            }
        });
    }

    private void awaitVersion(ConfigurableApplicationContext service, UUID id, long version) {
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> house.json(service, "/orders/" + id).get("version").asLong() == version);
    }
}
