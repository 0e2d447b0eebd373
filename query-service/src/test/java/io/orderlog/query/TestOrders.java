package io.orderlog.query;

import io.orderlog.order.Address;
import io.orderlog.order.Charges;
import io.orderlog.order.LineQuantity;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderLine;
import io.orderlog.order.Recipient;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Events to append. */
final class TestOrders {

    private static final Currency GBP = Currency.getInstance("GBP");

    private TestOrders() {}

    static UUID id() {
        return UUID.randomUUID();
    }

    /** Two lines: six of 85123A for 255 each and two of 22423 for 1,050 each; 3,630 in all. */
    static OrderEvent.Placed placed() {
        return placed("17850", GBP, "536365", List.of(line(1, "85123A", 6, 255), line(2, "22423", 2, 1050)));
    }

    static OrderEvent.Placed placed(String customer, long total) {
        return placed(customer, GBP, null, List.of(line(1, "SKU-" + customer, 1, total)));
    }

    static OrderEvent.Placed placed(String customer, Currency currency, @Nullable String reference, List<OrderLine> lines) {
        var address = new Address(List.of("Bletchley Park"), "Milton Keynes", null, "MK3 6EB", "GB");
        var recipient = new Recipient("A. Turing", "a@example.org", "+44 1908 640404", address);
        return new OrderEvent.Placed(customer, currency, reference, lines, Charges.NONE, recipient, Map.of("channel", "web"), null);
    }

    static OrderEvent.Placed placedWithLines(int lines) {
        return placed("17850", GBP, null, IntStream.rangeClosed(1, lines).mapToObj(n -> line(n, "SKU-" + n, 1, 100)).toList());
    }

    /** Every kind of event at least once, but for the ends that exclude each other. */
    static List<OrderEvent> lifeOfAnOrder() {
        return List.of(
                placed(),
                new OrderEvent.Held("fraud check"),
                new OrderEvent.Released(),
                new OrderEvent.Revised("536365-B", List.of(line(1, "85123A", 6, 255), line(2, "71053", 4, 339)), null, null,
                        Map.of("channel", "phone"), List.of(OrderEvent.Revised.Section.RECIPIENT)),
                new OrderEvent.PaymentAuthorized("ch_1", 2000),
                new OrderEvent.PaymentCaptured("ch_1", 1500),
                new OrderEvent.PaymentVoided("ch_1", false),
                new OrderEvent.PaymentReceived("ch_2", 1047),
                new OrderEvent.LinesCancelled(List.of(new LineQuantity(2, 1)), "sold out"),
                new OrderEvent.Shipped(1, List.of(new LineQuantity(1, 6), new LineQuantity(2, 3)), "DHL", "JD0146"),
                new OrderEvent.Delivered(1),
                new OrderEvent.ReturnRequested(1, List.of(new LineQuantity(1, 3), new LineQuantity(2, 1)), "too small"),
                new OrderEvent.ReturnReceived(1, List.of(new LineQuantity(1, 3))),
                new OrderEvent.ReturnRefused(1, List.of(new LineQuantity(2, 1)), "used"),
                new OrderEvent.PaymentRefunded("ch_2", 765, null),
                new OrderEvent.Closed());
    }

    static OrderLine line(int number, String sku, int quantity, long unitPrice) {
        return new OrderLine(number, sku, "WHITE HANGING HEART", quantity, unitPrice, Map.of("colour", "white"));
    }
}
