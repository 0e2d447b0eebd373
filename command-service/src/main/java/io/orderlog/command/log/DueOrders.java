package io.orderlog.command.log;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The orders that expire because nobody paid. */
public interface DueOrders {

    /**
     * Orders that are due by then as far as this instance has read the log, the earliest first.
     *
     * @throws LogUnavailableException if the log can't be read right now
     */
    List<UUID> dueBy(Instant then, int limit);
}
