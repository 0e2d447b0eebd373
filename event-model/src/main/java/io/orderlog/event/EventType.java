package io.orderlog.event;

import io.orderlog.order.OrderEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The stable names of the events on the wire. A class may be renamed, a name never. */
public enum EventType {
    PLACED("orderlog.order.placed", 1, OrderEvent.Placed.class),
    REVISED("orderlog.order.revised", 1, OrderEvent.Revised.class),
    HELD("orderlog.order.held", 1, OrderEvent.Held.class),
    RELEASED("orderlog.order.released", 1, OrderEvent.Released.class),
    PAYMENT_AUTHORIZED("orderlog.order.payment-authorized", 1, OrderEvent.PaymentAuthorized.class),
    PAYMENT_RECEIVED("orderlog.order.payment-received", 1, OrderEvent.PaymentReceived.class),
    PAYMENT_CAPTURED("orderlog.order.payment-captured", 1, OrderEvent.PaymentCaptured.class),
    PAYMENT_VOIDED("orderlog.order.payment-voided", 2, OrderEvent.PaymentVoided.class),
    PAYMENT_REFUNDED("orderlog.order.payment-refunded", 1, OrderEvent.PaymentRefunded.class),
    SHIPPED("orderlog.order.shipped", 1, OrderEvent.Shipped.class),
    DELIVERED("orderlog.order.delivered", 1, OrderEvent.Delivered.class),
    RETURN_REQUESTED("orderlog.order.return-requested", 1, OrderEvent.ReturnRequested.class),
    RETURN_RECEIVED("orderlog.order.return-received", 1, OrderEvent.ReturnReceived.class),
    RETURN_REFUSED("orderlog.order.return-refused", 1, OrderEvent.ReturnRefused.class),
    LINES_CANCELLED("orderlog.order.lines-cancelled", 1, OrderEvent.LinesCancelled.class),
    CANCELLED("orderlog.order.cancelled", 1, OrderEvent.Cancelled.class),
    CLOSED("orderlog.order.closed", 1, OrderEvent.Closed.class),
    EXPIRED("orderlog.order.expired", 1, OrderEvent.Expired.class);

    private static final Map<String, EventType> BY_WIRE_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::wireName, Function.identity()));

    private static final Map<Class<? extends OrderEvent>, EventType> BY_CLASS =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::eventClass, Function.identity()));

    private final String wireName;
    private final Class<? extends OrderEvent> eventClass;

    EventType(String name, int version, Class<? extends OrderEvent> eventClass) {
        this.wireName = name + ".v" + version;
        this.eventClass = eventClass;
    }

    /** The name in the header {@code ce_type}, with the version of the event's shape: {@code orderlog.order.placed.v1}. */
    public String wireName() {
        return wireName;
    }

    public Class<? extends OrderEvent> eventClass() {
        return eventClass;
    }

    public static EventType of(OrderEvent event) {
        EventType type = BY_CLASS.get(event.getClass());
        if (type == null) {
            throw new IllegalStateException("%s has no wire name".formatted(event.getClass()));
        }
        return type;
    }

    /** @return {@code null} for a name that this release does not know */
    public static @Nullable EventType ofWireName(String wireName) {
        return BY_WIRE_NAME.get(wireName);
    }
}
