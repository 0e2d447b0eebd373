package io.orderlog.cli.importing;

import io.orderlog.cli.api.Command;
import io.orderlog.cli.retail.PlannedOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The requests that carry out a planned order. Each has a key of its own made of the file's numbers, so that a second run asks for
 * nothing new.
 *
 * @param source begins every key: the same invoice number from another source is another order
 */
record OrderCommands(String source) {

    private record Placement(
            String customerId,
            String currency,
            String reference,
            Instant effectiveAt,
            List<PlacedLine> lines,
            Map<String, String> attributes) {}

    private record PlacedLine(
            String sku, String description, int quantity, long unitPrice, @Nullable Map<String, String> attributes) {}

    private record Payment(String reference, long amount, Instant effectiveAt) {}

    private record ReturnRequest(List<PlannedOrder.Item> lines, String reason, Instant effectiveAt) {}

    private record Happened(Instant effectiveAt) {}

    Command place(PlannedOrder order) {
        Placement placement = new Placement(
                order.customerId(),
                "GBP",
                order.invoice(),
                order.placedAt(),
                order.lines().stream().map(OrderCommands::line).toList(),
                order.country().isEmpty() ? Map.of() : Map.of("country", order.country()));
        return new Command("orders", key(order.invoice(), "place"), placement);
    }

    Command pay(PlannedOrder order, String id) {
        Payment payment = new Payment("invoice-" + order.invoice(), order.total(), order.placedAt());
        return new Command(path(id, "payments"), key(order.invoice(), "pay"), payment);
    }

    /** Whole. */
    Command ship(PlannedOrder order, String id) {
        return new Command(path(id, "shipments"), key(order.invoice(), "ship"), new Happened(order.placedAt()));
    }

    Command deliver(PlannedOrder order, String id, int shipment) {
        return new Command(
                path(id, "shipments/%d/delivery".formatted(shipment)),
                key(order.invoice(), "deliver"),
                new Happened(order.placedAt()));
    }

    Command requestReturn(PlannedOrder.Return planned, String id) {
        return new Command(
                path(id, "returns"),
                key(planned, "request"),
                new ReturnRequest(planned.items(), planned.invoice(), planned.returnedAt()));
    }

    Command receiveReturn(PlannedOrder.Return planned, String id, int number) {
        return new Command(
                path(id, "returns/%d/receipt".formatted(number)), key(planned, "receive"), new Happened(planned.returnedAt()));
    }

    private static PlacedLine line(PlannedOrder.Line line) {
        return new PlacedLine(
                line.stockCode(),
                line.description(),
                line.quantity(),
                line.unitPrice(),
                line.invoicedUnitPrice() == null ? null : Map.of("invoicedUnitPrice", line.invoicedUnitPrice()));
    }

    private static String path(String id, String rest) {
        return "orders/%s/%s".formatted(id, rest);
    }

    private String key(PlannedOrder.Return planned, String step) {
        return key(planned.invoice(), planned.invoiceLine() + "/" + step);
    }

    private String key(String invoice, String step) {
        return "%s/%s/%s".formatted(source, invoice, step);
    }
}
