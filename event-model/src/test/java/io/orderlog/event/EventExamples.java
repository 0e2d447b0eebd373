package io.orderlog.event;

import io.orderlog.order.Address;
import io.orderlog.order.Charges;
import io.orderlog.order.LineQuantity;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderEvent.Revised.Section;
import io.orderlog.order.OrderLine;
import io.orderlog.order.Recipient;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An example of each event, and of its least form where that looks different. */
final class EventExamples {

    /** @param file the name of the approved file: the type's wire name, with {@code .minimal} for the least form */
    record Example(String file, OrderEvent event) {

        String wireName() {
            return file.replace(".minimal", "");
        }

        @Override
        public String toString() {
            return file;
        }
    }

    static final UUID ORDER_ID = UUID.fromString("6f1c3a52-0d1e-5b7a-9c64-2f1de0a1b8c3");

    private static final OrderLine HEARTS =
            new OrderLine(1, "85123A", "WHITE HANGING HEART", 6, 255, Map.of("wrap", "gift", "colour", "white"));
    private static final OrderLine LANTERN = new OrderLine(2, "71053", "WHITE METAL LANTERN", 1, 339, Map.of());
    private static final OrderLine LANTERN_ALONE = new OrderLine(1, "71053", "WHITE METAL LANTERN", 1, 339, Map.of());
    private static final Charges CHARGES = new Charges(100, 306, 450);
    private static final Recipient RECIPIENT = new Recipient(
            "A. Turing",
            "a@example.org",
            "+44 1908 640404",
            new Address(List.of("Bletchley Park", "Hut 8"), "Milton Keynes", "Buckinghamshire", "MK3 6EB", "GB"));
    private static final List<LineQuantity> ITEMS = List.of(new LineQuantity(1, 4), new LineQuantity(2, 1));

    static final OrderEvent PLACED = new OrderEvent.Placed(
            "17850",
            Currency.getInstance("GBP"),
            "536365",
            List.of(HEARTS, LANTERN),
            CHARGES,
            RECIPIENT,
            Map.of("channel", "web"),
            Instant.parse("2026-02-08T09:30:00.123456Z"));

    private static final OrderEvent PLACED_MINIMAL = new OrderEvent.Placed(
            "17850", Currency.getInstance("GBP"), null, List.of(LANTERN_ALONE), Charges.NONE, null, Map.of(), null);

    static final List<Example> ALL = List.of(
            example(PLACED),
            minimal(PLACED_MINIMAL),
            example(new OrderEvent.Revised(
                    "536365-B", List.of(HEARTS), CHARGES, RECIPIENT, Map.of(), List.of())),
            minimal(new OrderEvent.Revised(null, null, null, null, null, List.of(Section.REFERENCE, Section.RECIPIENT))),
            example(new OrderEvent.Held("fraud check")),
            example(new OrderEvent.Released()),
            example(new OrderEvent.PaymentAuthorized("ch_1", 2525)),
            example(new OrderEvent.PaymentReceived("ch_1", 339)),
            example(new OrderEvent.PaymentCaptured("ch_1", 9_007_199_254_740_991L)),
            example(new OrderEvent.PaymentVoided("ch_1", true)),
            example(new OrderEvent.PaymentRefunded("ch_1", 339, "broken on arrival")),
            minimal(new OrderEvent.PaymentRefunded("ch_1", 339, null)),
            example(new OrderEvent.Shipped(1, ITEMS, "Royal Mail", "RM123456789GB")),
            minimal(new OrderEvent.Shipped(1, ITEMS, null, null)),
            example(new OrderEvent.Delivered(1)),
            example(new OrderEvent.ReturnRequested(1, ITEMS, "too small")),
            minimal(new OrderEvent.ReturnRequested(1, ITEMS, null)),
            example(new OrderEvent.ReturnReceived(1, ITEMS)),
            example(new OrderEvent.ReturnRefused(1, ITEMS, "used")),
            minimal(new OrderEvent.ReturnRefused(1, ITEMS, null)),
            example(new OrderEvent.LinesCancelled(ITEMS, "sold out")),
            minimal(new OrderEvent.LinesCancelled(ITEMS, null)),
            example(new OrderEvent.Cancelled("ordered twice – “sorry”")),
            minimal(new OrderEvent.Cancelled(null)),
            example(new OrderEvent.Closed()),
            example(new OrderEvent.Expired()));

    /** Versions that are not written any more, and what they are read as. */
    static final List<Example> OLD =
            List.of(new Example("orderlog.order.payment-voided.v1", new OrderEvent.PaymentVoided("ch_1", false)));

    /** Of an order's first record, with nothing optional. */
    static final EventMetadata METADATA_MINIMAL = new EventMetadata(
            UUID.fromString("019c2b6e-6c40-7a3f-8b1d-5e0f4a9d2c71"),
            EventType.PLACED.wireName(),
            "/orderlog/command-service",
            ORDER_ID,
            1,
            Instant.parse("2026-02-05T09:30:00.123456Z"),
            null,
            "shop",
            "import-2010-12",
            "request-6",
            null,
            null,
            null,
            HashChain.GENESIS);

    /** Of the record that follows it, with everything optional. */
    static final EventMetadata METADATA = new EventMetadata(
            UUID.fromString("019c2b6e-7028-7c11-9e42-0b6d3f8a1c55"),
            EventType.PAYMENT_RECEIVED.wireName(),
            "/orderlog/command-service",
            ORDER_ID,
            2,
            Instant.parse("2026-02-05T09:30:01Z"),
            Instant.parse("2010-12-01T08:26:00Z"),
            "shop",
            "import-2010-12",
            "request-7",
            "536365/payment",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "a60097c0399d6ec2a5d3a118dba2d6b47d2510799cd07191059d6b065562fd53");

    private EventExamples() {}

    private static Example example(OrderEvent event) {
        return new Example(EventType.of(event).wireName(), event);
    }

    private static Example minimal(OrderEvent event) {
        return new Example(EventType.of(event).wireName() + ".minimal", event);
    }
}
