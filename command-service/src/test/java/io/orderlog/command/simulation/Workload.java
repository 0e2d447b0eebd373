package io.orderlog.command.simulation;

import io.orderlog.command.decision.OrderCommand;
import io.orderlog.command.handling.CommandRequest;
import io.orderlog.order.Charges;
import io.orderlog.order.LineQuantity;
import io.orderlog.order.OrderContents;
import io.orderlog.order.OrderLine;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Commands that conflict with each other, each with a value of its own. */
final class Workload {

    private static final Currency GBP = Currency.getInstance("GBP");

    private final Random random;
    private int commands;

    Workload(Random random) {
        this.random = random;
    }

    /** @param lastSeenVersion what the client was told of the order; 0: nothing */
    CommandRequest next(UUID orderId, long lastSeenVersion) {
        if (lastSeenVersion == 0 && random.nextInt(4) > 0) {
            return request(orderId, place(), "place", "place", null);
        }
        int number = ++commands;
        OrderCommand command = command(number);
        String key = random.nextInt(4) == 0 ? null : random.nextInt(20) == 0 ? "reused" : "key-" + number;
        Long expected = random.nextInt(4) == 0 && lastSeenVersion > 0 ? lastSeenVersion : null;
        return request(orderId, command, number + " " + command, key, expected);
    }

    private OrderCommand command(int number) {
        return switch (random.nextInt(8)) {
            case 0 -> new OrderCommand.Hold("hold " + number);
            case 1 -> new OrderCommand.Release();
            case 2 -> new OrderCommand.ReceivePayment("payment-" + number, 100);
            case 3 -> new OrderCommand.Ship(List.of(new LineQuantity(1, 1)), null, "parcel " + number);
            case 4 -> new OrderCommand.CancelLines(List.of(new LineQuantity(1, 1)), "cancel " + number);
            case 5 -> new OrderCommand.Revise(contents -> new OrderContents(
                    "revision " + number, contents.lines(), contents.charges(), contents.recipient(), contents.attributes()));
            case 6 -> new OrderCommand.AuthorizePayment("authorization-" + number, 100);
            default -> new OrderCommand.Cancel("cancel " + number);
        };
    }

    private static OrderCommand place() {
        OrderLine line = new OrderLine(1, "sku", "", 4, 100, Map.of());
        return new OrderCommand.Place("customer", GBP, new OrderContents(null, List.of(line), Charges.NONE, null, Map.of()), null);
    }

    private static CommandRequest request(
            UUID orderId, OrderCommand command, String fingerprint, @Nullable String key, @Nullable Long expected) {
        return new CommandRequest(orderId, command, expected, "client", null, key, fingerprint, "correlation", "causation", null, null);
    }
}
