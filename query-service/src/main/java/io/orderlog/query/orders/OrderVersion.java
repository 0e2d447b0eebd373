package io.orderlog.query.orders;

import java.time.Instant;

/** What tells whether an order has changed. */
record OrderVersion(long version, Instant updatedAt) {

    String tag() {
        return Long.toString(version);
    }
}
