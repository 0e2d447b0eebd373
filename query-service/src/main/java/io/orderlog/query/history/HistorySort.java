package io.orderlog.query.history;

import io.orderlog.query.web.Cursor;
import io.orderlog.query.web.QueryParameters;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Order;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The order of a list of events: by the time of recording, and where that is the same, by the place in the log, which no two events
 * share.
 */
enum HistorySort {
    OLDEST_FIRST("recordedAt"),
    NEWEST_FIRST("-recordedAt");

    private final String parameter;

    HistorySort(String parameter) {
        this.parameter = parameter;
    }

    /** @throws IllegalArgumentException if it is none */
    static HistorySort parse(String text) {
        for (HistorySort sort : values()) {
            if (sort.parameter.equals(text)) {
                return sort;
            }
        }
        throw new IllegalArgumentException("must be recordedAt, or -recordedAt for the newest first");
    }

    /** @param recorded when an event was recorded, in the form that is sorted by */
    List<Order> orders(Expression<Instant> recorded, Root<HistoryRow> event, CriteriaBuilder criteria) {
        return Stream.<Expression<?>>of(recorded, event.get("partition"), event.get("offset"))
                .map(this == NEWEST_FIRST ? criteria::desc : criteria::asc)
                .toList();
    }

    /** The place in the log takes the form of an id. */
    static Cursor cursorAfter(HistoryRow row) {
        return new Cursor(ChronoUnit.MICROS.between(Instant.EPOCH, row.recordedAt), new UUID(row.partition, row.offset));
    }

    /** @throws IllegalArgumentException saying why it is not a cursor of this question */
    static Cursor cursor(String text, String question) {
        Cursor cursor = Cursor.decode(text, question);
        if (!QueryParameters.isInReach(recordedAt(cursor)) || partition(cursor) != cursor.id().getMostSignificantBits()) {
            throw new IllegalArgumentException("is not a cursor that was answered here");
        }
        return cursor;
    }

    /** What comes after the cursor. The first condition alone is what an index can begin at. */
    Predicate after(Cursor cursor, Root<HistoryRow> event, CriteriaBuilder criteria) {
        Expression<Instant> recorded = event.get("recordedAt");
        Expression<Integer> partition = event.get("partition");
        Expression<Long> offset = event.get("offset");
        return criteria.and(
                reached(recorded, recordedAt(cursor), criteria),
                criteria.or(
                        passed(recorded, recordedAt(cursor), criteria),
                        passed(partition, partition(cursor), criteria),
                        criteria.and(
                                criteria.equal(partition, partition(cursor)),
                                passed(offset, cursor.id().getLeastSignificantBits(), criteria))));
    }

    private <T extends Comparable<? super T>> Predicate reached(Expression<T> value, T last, CriteriaBuilder criteria) {
        return this == NEWEST_FIRST ? criteria.lessThanOrEqualTo(value, last) : criteria.greaterThanOrEqualTo(value, last);
    }

    private <T extends Comparable<? super T>> Predicate passed(Expression<T> value, T last, CriteriaBuilder criteria) {
        return this == NEWEST_FIRST ? criteria.lessThan(value, last) : criteria.greaterThan(value, last);
    }

    private static Instant recordedAt(Cursor cursor) {
        return Instant.EPOCH.plus(cursor.key(), ChronoUnit.MICROS);
    }

    private static int partition(Cursor cursor) {
        return (int) cursor.id().getMostSignificantBits();
    }

    @Override
    public String toString() {
        return parameter;
    }
}
