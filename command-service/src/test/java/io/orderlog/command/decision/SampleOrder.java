package io.orderlog.command.decision;

import io.orderlog.order.Address;
import io.orderlog.order.Charges;
import io.orderlog.order.LineQuantity;
import io.orderlog.order.Money;
import io.orderlog.order.OrderContents;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderLine;
import io.orderlog.order.Recipient;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The order that the rules are tried on: ten mugs at 1.00 and five plates at 2.00, in all 20.00 GBP. */
final class SampleOrder {

    static final Currency GBP = Currency.getInstance("GBP");
    static final Instant DUE = Instant.parse("2026-03-01T12:00:00Z");

    static final OrderLine MUGS = line(1, "MUG", 10, 100);
    static final OrderLine PLATES = line(2, "PLATE", 5, 200);
    static final Charges CHARGES = new Charges(100, 60, 40);
    static final long TOTAL = 2_000;

    static final Recipient RECIPIENT = new Recipient(
            "A. Turing", null, null, new Address(List.of("Bletchley Park"), "Milton Keynes", null, "MK3 6EB", "GB"));
    static final OrderContents CONTENTS = contents(CHARGES, MUGS, PLATES);

    static final OrderEvent PLACED = placed(CONTENTS, DUE);
    static final OrderEvent HELD = new OrderEvent.Held("fraud check");
    static final OrderEvent PAID = new OrderEvent.PaymentReceived("ch_1", TOTAL);
    static final OrderEvent ALL_SHIPPED = shipped(1, ofLine(1, 10), ofLine(2, 5));
    static final OrderEvent DELIVERED = new OrderEvent.Delivered(1);
    static final OrderEvent CANCELLED = new OrderEvent.Cancelled(null);
    static final OrderEvent CLOSED = new OrderEvent.Closed();
    static final OrderEvent EXPIRED = new OrderEvent.Expired();

    private SampleOrder() {}

    static OrderLine line(int number, String sku, int quantity, long unitPrice) {
        return new OrderLine(number, sku, "A " + sku.toLowerCase(Locale.ROOT), quantity, unitPrice, Map.of());
    }

    static OrderContents contents(Charges charges, OrderLine... lines) {
        return new OrderContents("PO-7", List.of(lines), charges, RECIPIENT, Map.of("channel", "web"));
    }

    static OrderCommand.Place place(OrderContents contents) {
        return new OrderCommand.Place("17850", GBP, contents, DUE);
    }

    static OrderEvent placed(OrderContents contents, @Nullable Instant paymentDueAt) {
        return new OrderEvent.Placed(
                "17850",
                GBP,
                contents.reference(),
                contents.lines(),
                contents.charges(),
                contents.recipient(),
                contents.attributes(),
                paymentDueAt);
    }

    static OrderEvent shipped(int number, LineQuantity... items) {
        return new OrderEvent.Shipped(number, List.of(items), null, null);
    }

    static OrderEvent linesCancelled(LineQuantity... items) {
        return new OrderEvent.LinesCancelled(List.of(items), null);
    }

    static OrderEvent returnRequested(int number, LineQuantity... items) {
        return new OrderEvent.ReturnRequested(number, List.of(items), null);
    }

    static OrderEvent returnReceived(int number, LineQuantity... items) {
        return new OrderEvent.ReturnReceived(number, List.of(items));
    }

    static LineQuantity ofLine(int line, int quantity) {
        return new LineQuantity(line, quantity);
    }

    static Money gbp(long pence) {
        return new Money(pence, GBP);
    }
}
