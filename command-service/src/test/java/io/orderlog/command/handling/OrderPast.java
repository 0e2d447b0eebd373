package io.orderlog.command.handling;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.command.decision.Decision;
import io.orderlog.command.decision.OrderCommand;
import io.orderlog.command.decision.OrderDecider;
import io.orderlog.command.handling.CommandOutcome.Current;
import io.orderlog.command.log.LogReader;
import io.orderlog.command.log.Receipt;
import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import io.orderlog.order.Order;
import io.orderlog.order.OrderEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** An order at each of its versions, by nothing but a read of the topic; what was answered to commands must be true of it. */
final class OrderPast {

    private record Version(OrderEvent event, Order order, int partition, long offset) {}

    private final UUID orderId;
    private final List<Version> versions = new ArrayList<>();

    private OrderPast(UUID orderId) {
        this.orderId = orderId;
    }

    static OrderPast read(String bootstrapServers, String topic, UUID orderId) {
        var past = new OrderPast(orderId);
        LogReader.records(bootstrapServers, topic).forEach(past::add);
        return past;
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        EventMetadata metadata = EventCodec.metadata(record.key(), record.headers());
        if (metadata.orderId().equals(orderId) && metadata.version() == versions.size() + 1) {
            OrderEvent event = new EventCodec().event(metadata.type(), record.value());
            versions.add(new Version(event, Order.evolve(order(versions.size()), event), record.partition(), record.offset()));
        }
    }

    private @Nullable Order order(long version) {
        return version == 0 ? null : versions.get((int) version - 1).order();
    }

    /** What was accepted made its event of the order just before it; what was rejected cannot be done to the order as it was named. */
    void confirm(OrderCommand command, CommandOutcome outcome) {
        switch (outcome) {
            case CommandOutcome.Accepted(Receipt receipt, boolean _) -> confirm(command, receipt);
            case CommandOutcome.Rejected(var rejection, Current current) -> {
                Order then = versions.get((int) current.version() - 1).order();
                assertThat(OrderDecider.decide(then, command)).isEqualTo(new Decision.Rejected(rejection));
                assertThat(current)
                        .isEqualTo(new Current(current.version(), then.status(), then.paymentStatus(), then.fulfilmentStatus()));
            }
            default -> throw new AssertionError("%s was answered to %s".formatted(outcome, command));
        }
    }

    private void confirm(OrderCommand command, Receipt receipt) {
        Version made = versions.get((int) receipt.version() - 1);
        assertThat(OrderDecider.decide(order(receipt.version() - 1), command)).isEqualTo(new Decision.Accepted(made.event()));
        Order order = made.order();
        assertThat(receipt).isEqualTo(new Receipt(orderId, receipt.version(), order.status(), order.paymentStatus(),
                order.fulfilmentStatus(), order.totals(), receipt.number(), made.partition(), made.offset()));
        if (made.event() instanceof OrderEvent.Shipped shipped) {
            assertThat(receipt.number()).isEqualTo(shipped.shipment());
        }
    }
}
