package io.orderlog.command.log;

import io.orderlog.event.RecordedEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The log of all events, in which the first writer of a version wins, and the states folded from it.
 *
 * <p>All methods are safe for use by many threads and may block.
 */
public interface OrderLog {

    /**
     * The order as far as this instance has read the log; other instances may have appended since.
     *
     * @return {@code null} if no event of the order was read
     */
    @Nullable
    OrderState state(UUID orderId);

    /**
     * Appends the event and waits until it is read back. Once the answer is {@link Confirmation.Valid} or
     * {@link Confirmation.Superseded}, {@link #state} has caught up with the event's place in the log.
     */
    Confirmation append(RecordedEvent event);

    /**
     * The read barrier: waits until {@link #state} knows everything that was in the order's partition when this was called.
     *
     * @throws LogUnavailableException if that takes too long, or if the log can't be read
     */
    void awaitEnd(UUID orderId);
}
