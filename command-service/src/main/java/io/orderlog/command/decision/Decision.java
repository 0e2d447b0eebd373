package io.orderlog.command.decision;

import io.orderlog.order.OrderEvent;

/** The outcome of a command: one event, or the reason why there is none. */
public sealed interface Decision {

    record Accepted(OrderEvent event) implements Decision {}

    record Rejected(OrderRejection rejection) implements Decision {}
}
