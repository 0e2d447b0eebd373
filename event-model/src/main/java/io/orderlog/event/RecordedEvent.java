package io.orderlog.event;

import io.orderlog.order.OrderEvent;

/** An event in its envelope, as it stands in the log. */
public record RecordedEvent(EventMetadata metadata, OrderEvent event) {}
