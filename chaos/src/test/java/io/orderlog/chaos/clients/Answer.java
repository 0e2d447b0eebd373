package io.orderlog.chaos.clients;

import io.orderlog.command.handling.CommandOutcome;

/** What a client got for one attempt. */
public sealed interface Answer {

    /** An answer that the interface promises. */
    record Told(CommandOutcome outcome) implements Answer {}

    /** The connection was refused: nothing was sent. */
    record NotSent() implements Answer {}

    /** No answer, or half of one: anything may have happened. */
    record Silence(String why) implements Answer {}

    /** What the interface does not promise to well-formed requests: a fault of the service. */
    record Unexpected(int status, String body) implements Answer {}
}
