package io.orderlog.query.customers;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** When an order was placed, as the client says, and which it is, which decides between orders of the same moment. */
record PlacedOrder(UUID id, Instant placedAt) {

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** One text for both, so that the smallest and the largest text are of the first and the last order. */
    String toText() {
        return MICROS.format(placedAt) + " " + id;
    }

    static PlacedOrder parse(String text) {
        int blank = text.indexOf(' ');
        return new PlacedOrder(UUID.fromString(text.substring(blank + 1)), Instant.parse(text.substring(0, blank)));
    }
}
