package io.orderlog.chaos.clients;

import io.orderlog.command.decision.OrderCommand;
import io.orderlog.order.Charges;
import io.orderlog.order.LineQuantity;
import io.orderlog.order.OrderContents;
import io.orderlog.order.OrderLine;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Commands that get in each other's way, each with a value that no other has. */
public final class Workload {

    static final Currency CURRENCY = Currency.getInstance("GBP");

    private static final int PIECES = 40;
    private static final int PRICE = 100;

    private Workload() {}

    /** @param number unlike that of any other placement */
    public static Action placement(int number) {
        OrderLine line = new OrderLine(1, "sku", "", PIECES, PRICE, Map.of());
        OrderContents contents = new OrderContents("order " + number, List.of(line), Charges.NONE, null, Map.of());
        String body = """
                {"customerId": "chaos", "currency": "GBP", "reference": "order %d", \
                "lines": [{"sku": "sku", "quantity": %d, "unitPrice": %d}]}""".formatted(number, PIECES, PRICE);
        return new Action("place", "POST", "/orders", body, new OrderCommand.Place("chaos", CURRENCY, contents, null));
    }

    /** @param number unlike that of any other change */
    static Action change(RandomGenerator random, int number) {
        return switch (random.nextInt(40)) {
            case 0, 1, 2, 3 -> hold("hold " + number);
            case 4, 5, 6, 7, 8, 9 -> release();
            case 10, 11, 12, 13, 14, 15, 16, 17 -> pay("payment-" + number);
            case 18, 19 -> authorize("authorization-" + number);
            case 20, 21, 22, 23, 24, 25, 26, 27 -> ship("parcel " + number);
            case 28, 29 -> deliver(1 + random.nextInt(4));
            case 30, 31, 32 -> cancelLine("cancel " + number);
            case 33, 34, 35, 36, 37 -> revise("revision " + number);
            case 38 -> new Action("close", "POST", "/closure", null, new OrderCommand.Close());
            default -> cancel("cancel " + number);
        };
    }

    public static Action hold(String reason) {
        return new Action("hold", "POST", "/hold", "{\"reason\": \"%s\"}".formatted(reason), new OrderCommand.Hold(reason));
    }

    public static Action release() {
        return new Action("release", "DELETE", "/hold", null, new OrderCommand.Release());
    }

    private static Action pay(String reference) {
        String body = "{\"reference\": \"%s\", \"amount\": %d}".formatted(reference, 3 * PRICE);
        return new Action("pay", "POST", "/payments", body, new OrderCommand.ReceivePayment(reference, 3 * PRICE));
    }

    private static Action authorize(String reference) {
        String body = "{\"reference\": \"%s\", \"amount\": %d, \"capture\": false}".formatted(reference, PRICE);
        return new Action("authorize", "POST", "/payments", body, new OrderCommand.AuthorizePayment(reference, PRICE));
    }

    private static Action ship(String trackingNumber) {
        String body = "{\"lines\": [{\"line\": 1, \"quantity\": 2}], \"trackingNumber\": \"%s\"}".formatted(trackingNumber);
        OrderCommand command = new OrderCommand.Ship(List.of(new LineQuantity(1, 2)), null, trackingNumber);
        return new Action("ship", "POST", "/shipments", body, command);
    }

    private static Action deliver(int shipment) {
        return new Action("deliver", "POST", "/shipments/%d/delivery".formatted(shipment), null, new OrderCommand.Deliver(shipment));
    }

    private static Action cancelLine(String reason) {
        String body = "{\"lines\": [{\"line\": 1, \"quantity\": 1}], \"reason\": \"%s\"}".formatted(reason);
        OrderCommand command = new OrderCommand.CancelLines(List.of(new LineQuantity(1, 1)), reason);
        return new Action("cancel a part", "POST", "/cancellation", body, command);
    }

    private static Action cancel(String reason) {
        String body = "{\"reason\": \"%s\"}".formatted(reason);
        return new Action("cancel", "POST", "/cancellation", body, new OrderCommand.Cancel(reason));
    }

    private static Action revise(String reference) {
        OrderCommand command = new OrderCommand.Revise(contents -> new OrderContents(
                reference, contents.lines(), contents.charges(), contents.recipient(), contents.attributes()));
        return new Action("revise", "PATCH", "", "{\"reference\": \"%s\"}".formatted(reference), command);
    }
}
