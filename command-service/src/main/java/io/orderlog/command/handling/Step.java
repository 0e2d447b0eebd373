package io.orderlog.command.handling;

import io.orderlog.order.OrderEvent;

/** What the protocol does next with a command, given what this instance knows of the order. */
sealed interface Step {

    /** Final. */
    record Answer(CommandOutcome outcome) implements Step {}

    /** Nothing may be said yet: the state may be older than the command. */
    record CatchUp() implements Step {}

    /** Only counts if nobody else writes the version first. */
    record Append(OrderEvent event) implements Step {}
}
