package io.orderlog.chaos.faults;

/**
 * Something that was broken for a while.
 *
 * @param target the number of the instance or broker, from 0
 * @param from nanoseconds on this process' clock
 * @param healed when nothing held it back any more
 */
public record Fault(FaultKind kind, int target, long from, long healed) {}
