package io.orderlog.chaos.check;

import io.orderlog.event.EventMetadata;
import io.orderlog.order.OrderEvent;

/** A record of the log. */
public record LoggedEvent(EventMetadata metadata, OrderEvent event, int partition, long offset, String hash) {}
