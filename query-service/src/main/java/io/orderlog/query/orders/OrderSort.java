package io.orderlog.query.orders;

import io.orderlog.query.web.Cursor;
import io.orderlog.query.web.QueryParameters;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Sort;

/**
 * The order of a list; ids decide between equal keys.
 *
 * @param key what is sorted by
 * @param descending the largest or latest first
 */
record OrderSort(Key key, boolean descending) {

    static final OrderSort DEFAULT = new OrderSort(Key.PLACED_AT, true);

    enum Key {
        PLACED_AT("placedAt"),
        UPDATED_AT("updatedAt"),
        TOTAL("total");

        private final String attribute;

        Key(String attribute) {
            this.attribute = attribute;
        }
    }

    /** @throws IllegalArgumentException if it is none */
    static OrderSort parse(String text) {
        boolean descending = text.startsWith("-");
        String name = descending ? text.substring(1) : text;
        return Arrays.stream(Key.values())
                .filter(key -> key.attribute.equals(name))
                .findAny()
                .map(key -> new OrderSort(key, descending))
                .orElseThrow(() -> new IllegalArgumentException("must be one of %s, with - before it for descending".formatted(names())));
    }

    private static List<String> names() {
        return Arrays.stream(Key.values()).map(key -> key.attribute).toList();
    }

    Sort toSort() {
        return Sort.by(descending ? Sort.Direction.DESC : Sort.Direction.ASC, key.attribute, "id");
    }

    Cursor cursorAfter(OrderRow row) {
        return new Cursor(switch (key) {
            case PLACED_AT -> micros(row.placedAt);
            case UPDATED_AT -> micros(row.updatedAt);
            case TOTAL -> row.total;
        }, row.id);
    }

    /** @throws IllegalArgumentException saying why it is not a cursor of this question */
    Cursor cursor(String text, String question) {
        Cursor cursor = Cursor.decode(text, question);
        boolean possible = switch (key) {
            case PLACED_AT, UPDATED_AT -> QueryParameters.isInReach(instant(cursor.key()));
            case TOTAL -> true;
        };
        if (!possible) {
            throw new IllegalArgumentException("is not a cursor that was answered here");
        }
        return cursor;
    }

    /** What comes after the cursor. The first condition alone is what an index can begin at. */
    Predicate after(Cursor cursor, Root<OrderRow> order, CriteriaBuilder criteria) {
        return switch (key) {
            case PLACED_AT, UPDATED_AT -> after(instant(cursor.key()), cursor, order, criteria);
            case TOTAL -> after(cursor.key(), cursor, order, criteria);
        };
    }

    private <T extends Comparable<? super T>> Predicate after(
            T last, Cursor cursor, Root<OrderRow> order, CriteriaBuilder criteria) {
        Path<T> value = order.get(key.attribute);
        Path<UUID> id = order.get("id");
        return descending
                ? criteria.and(
                        criteria.lessThanOrEqualTo(value, last),
                        criteria.or(criteria.lessThan(value, last), criteria.lessThan(id, cursor.id())))
                : criteria.and(
                        criteria.greaterThanOrEqualTo(value, last),
                        criteria.or(criteria.greaterThan(value, last), criteria.greaterThan(id, cursor.id())));
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    @Override
    public String toString() {
        return (descending ? "-" : "") + key.attribute;
    }
}
