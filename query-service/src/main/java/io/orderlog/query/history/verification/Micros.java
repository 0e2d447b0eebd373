package io.orderlog.query.history.verification;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Instants as Postgres keeps them. */
final class Micros {

    private Micros() {}

    static Instant of(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    static @Nullable Instant ofNullable(@Nullable Instant instant) {
        return instant == null ? null : of(instant);
    }
}
