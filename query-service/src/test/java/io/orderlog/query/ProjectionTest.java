package io.orderlog.query;

import static io.orderlog.query.TestOrders.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderlog.order.LineQuantity;
import io.orderlog.order.OrderEvent;
import io.orderlog.query.generation.Generations;
import io.orderlog.query.projection.CheckpointMovedException;
import io.orderlog.query.projection.LogBatch;
import io.orderlog.query.projection.ProjectionRunner;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** What one instance makes of the log. */
@SuppressWarnings("NullAway.Init")
class ProjectionTest {

    private static TestHouse house;
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void open() throws Exception {
        house = TestHouse.open();
        service = house.startReady();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void anOrderIsShownAsItsEventsMadeIt() throws Exception {
        UUID order = TestOrders.id();
        house.log().append(order, placed());
        house.log().append(order, new OrderEvent.PaymentReceived("ch_1", 3630));
        house.log().append(order, new OrderEvent.Shipped(1, List.of(new LineQuantity(1, 4)), "DHL", "JD0146"));
        house.log().append(order, new OrderEvent.Delivered(1));
        house.awaitEqual();

        JsonNode shown = house.json(service, "/orders/" + order);

        assertThat(shown.get("version").asLong()).isEqualTo(4);
        assertThat(shown.get("status").asString()).isEqualTo("OPEN");
        assertThat(shown.get("paymentStatus").asString()).isEqualTo("PAID");
        assertThat(shown.get("fulfilmentStatus").asString()).isEqualTo("PARTIALLY_DELIVERED");
        assertThat(shown.at("/totals/total").asLong()).isEqualTo(3630);
        assertThat(shown.at("/lines/0/delivered").asInt()).isEqualTo(4);
        assertThat(shown.at("/lines/1/shipped").asInt()).isZero();
        assertThat(shown.at("/shipments/0/carrier").asString()).isEqualTo("DHL");
        assertThat(shown.at("/recipient/address/city").asString()).isEqualTo("Milton Keynes");
    }

    @Test
    void aRevisedOrderKeepsOnlyTheLinesThatItStillHas() throws Exception {
        UUID order = TestOrders.id();
        house.log().append(order, TestOrders.placedWithLines(2000));
        house.awaitEqual();
        var fewer = List.of(TestOrders.line(1, "SKU-1", 1, 100), TestOrders.line(2, "OTHER", 5, 70));
        house.log().append(order, new OrderEvent.Revised(null, fewer, null, null, null, List.of()));
        house.awaitEqual();

        assertThat(house.count("order_lines where order_id = '" + order + "'")).isEqualTo(2);
    }

    @Test
    void whoeverComesSecondWithAVersionIsIgnored() throws Exception {
        double before = superseded();
        UUID order = TestOrders.id();
        house.log().append(order, placed());
        house.log().appendSuperseded(order, TestOrders.placed("intruder", 1));
        house.log().append(order, new OrderEvent.Held("fraud"));
        house.log().appendSuperseded(order, new OrderEvent.Released());
        house.awaitEqual();

        house.log().append(order, new OrderEvent.PaymentReceived("ch_1", 1));
        house.awaitEqual();
        assertThat(house.json(service, "/orders/" + order).get("status").asString()).isEqualTo("ON_HOLD");
        assertThat(house.count("history where order_id = '" + order + "'")).isEqualTo(3);
        assertThat(superseded()).isEqualTo(before + 2);
    }

    /** As one that was paused for long: the group gave its partition to another, and nobody told it. */
    @Test
    void aConsumerThatWakesUpWithAnOldBatchWritesNothing() throws Exception {
        String token = house.log().append(TestOrders.id(), placed());
        int partition = Integer.parseInt(token.split(":")[0]);
        List<ConsumerRecord<byte[], byte[]>> held = house.log().read(partition);
        house.log().neighbourIn(partition);
        house.awaitEqual();
        var paused = service.getBean(ProjectionRunner.class);
        var views = service.getBean(Generations.class).ofThisRelease().getFirst().generation();

        assertThatExceptionOfType(CheckpointMovedException.class).isThrownBy(() -> paused.project(views, LogBatch.of(0, held)));
        List<ConsumerRecord<byte[], byte[]>> more = house.log().read(partition);
        var overlapping = LogBatch.of(held.getLast().offset() + 1, more.subList(held.size(), more.size()));
        assertThatExceptionOfType(CheckpointMovedException.class).isThrownBy(() -> paused.project(views, overlapping));

        assertThat(house.differences()).isEmpty();
        assertThat(house.count("checkpoint where log_partition = " + partition + " and next_offset = " + more.size())).isEqualTo(1);
    }

    @Test
    void whatPostgresForgotInACrashIsReadAgainAlsoWhenNothingNewHappens() throws Exception {
        try (var connection = house.connect(); var statement = connection.createStatement()) {
            for (int i = 0; i < 100; i++) {
                house.log().send(TestOrders.id(), placed(), null);
            }
            house.awaitEqual();
            statement.execute("""
                    begin;
                    truncate orders, order_lines, order_words, history, customer_orders, customer_money, sales_by_product,
                        sales_by_product_day, sales_by_day;
                    update checkpoint set next_offset = 0 where log_partition % 2 = 0;
                    delete from checkpoint where log_partition % 2 = 1;
                    commit""");

            house.awaitEqual();
        }
    }

    private static double superseded() {
        return service.getBean(MeterRegistry.class).get("orderlog.views.events").tag("outcome", "superseded").counter().count();
    }
}
