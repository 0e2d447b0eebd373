package io.orderlog.query.parked;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Rings the alarm. */
@Component
class ParkedMetrics {

    ParkedMetrics(ParkedQueries queries, MeterRegistry registry) {
        Gauge.builder("orderlog.views.parked", () -> count(queries))
                .description("Orders that are parked in the live generation")
                .register(registry);
    }

    /** Not a number while Postgres is away, which other meters tell. */
    private static double count(ParkedQueries queries) {
        try {
            return queries.count();
        } catch (DataAccessException e) {
            return Double.NaN;
        }
    }
}
