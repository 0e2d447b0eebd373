package io.orderlog.query.generation;

import org.jspecify.annotations.Nullable;

/**
 * How fast a generation may be filled until it is live.
 *
 * @param eventsPerSecond by all instances together; {@code null}: any number
 * @param cpu the share of its processors that each instance may use, more than 0 and at most 1; {@code null}: all
 */
public record Throttle(@Nullable Integer eventsPerSecond, @Nullable Double cpu) {

    public static final Throttle NONE = new Throttle(null, null);
}
