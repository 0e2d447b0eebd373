package io.orderlog.command.log;

/** What became of an appended event. */
public sealed interface Confirmation {

    /** The event is part of the order's history. */
    record Valid(Receipt receipt) implements Confirmation {}

    /** Somebody else had written the version before; the event is in the log and everyone ignores it. */
    record Superseded() implements Confirmation {}

    /** Kafka did not answer in time: the event may be, or may yet become, part of the history. */
    record Unknown() implements Confirmation {}

    /** Kafka did not take the event. */
    record Refused(String reason) implements Confirmation {}

    /** The event is larger than the log takes. */
    record TooLarge() implements Confirmation {}
}
