package io.orderlog.query.sales;

import io.orderlog.query.web.QueryParameters;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** From one day to another, both included. */
record Days(LocalDate from, LocalDate to) {

    static final Days ALL = new Days(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31));

    private static final int MOST = 366;

    /** What is left out is open. */
    static Days parse(QueryParameters parameters) {
        LocalDate from = parameters.day("from");
        LocalDate to = parameters.day("to");
        Days days = new Days(from == null ? ALL.from : from, to == null ? ALL.to : to);
        if (days.to.isBefore(days.from)) {
            parameters.reject("to", "must not be before from");
        }
        return days;
    }

    /** Both or none, and not too many, because all rows of these days are read. */
    static @Nullable Days parseFew(QueryParameters parameters) {
        Days days = parse(parameters);
        if (days.equals(ALL)) {
            return null;
        }
        if (days.from.equals(ALL.from) || days.to.equals(ALL.to)) {
            parameters.reject(days.from.equals(ALL.from) ? "from" : "to", "must be given too");
        } else if (ChronoUnit.DAYS.between(days.from, days.to) >= MOST) {
            parameters.reject("to", "must be at most %d days from the first one".formatted(MOST));
        }
        return days;
    }
}
