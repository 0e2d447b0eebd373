package io.orderlog.query.history;

import io.orderlog.query.web.Cursor;
import io.orderlog.query.web.OrderIds;
import io.orderlog.query.web.QueryParameters;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.util.MultiValueMap;

/**
 * Which events are asked for, and in which order; what is {@code null} does not matter.
 *
 * @param recordedFrom inclusive
 * @param recordedTo exclusive
 * @param effectiveFrom inclusive; an event without an effective time happened when it was recorded
 * @param effectiveTo exclusive
 */
record HistorySearch(
        @Nullable UUID order,
        @Nullable String customer,
        @Nullable String type,
        @Nullable String actor,
        @Nullable String correlationId,
        @Nullable String causationId,
        @Nullable Instant recordedFrom,
        @Nullable Instant recordedTo,
        @Nullable Instant effectiveFrom,
        @Nullable Instant effectiveTo,
        @Nullable SearchedWords text,
        HistorySort sort,
        int limit,
        @Nullable Cursor cursor) {

    private static final int MAX_TEXT = 255;

    /** @throws io.orderlog.query.web.InvalidParametersException naming each wrong parameter */
    static HistorySearch page(MultiValueMap<String, String> given) {
        QueryParameters parameters = new QueryParameters(given);
        HistorySearch all = all(parameters, parameters.limit());
        Cursor cursor = parameters.read("cursor", text -> HistorySort.cursor(text, all.question()));
        parameters.requireValid();
        return all.from(cursor);
    }

    /** Without pages. */
    static HistorySearch whole(MultiValueMap<String, String> given) {
        QueryParameters parameters = new QueryParameters(given);
        HistorySearch all = all(parameters, 0);
        parameters.requireValid();
        return all;
    }

    private static HistorySearch all(QueryParameters parameters, int limit) {
        HistorySort sort = parameters.read("sort", HistorySort::parse);
        return new HistorySearch(
                parameters.read("order", HistorySearch::orderId),
                parameters.text("customer", MAX_TEXT),
                parameters.text("type", MAX_TEXT),
                parameters.text("actor", MAX_TEXT),
                parameters.text("correlationId", MAX_TEXT),
                parameters.text("causationId", MAX_TEXT),
                parameters.instant("recordedFrom"),
                parameters.instant("recordedTo"),
                parameters.instant("effectiveFrom"),
                parameters.instant("effectiveTo"),
                SearchedWords.parse(parameters, "text"),
                sort == null ? HistorySort.NEWEST_FIRST : sort,
                limit,
                null);
    }

    private static UUID orderId(String text) {
        if (!OrderIds.isUuid(text)) {
            throw new IllegalArgumentException("must be the id of an order, a UUID");
        }
        return UUID.fromString(text);
    }

    private HistorySearch from(@Nullable Cursor after) {
        return new HistorySearch(order, customer, type, actor, correlationId, causationId, recordedFrom, recordedTo, effectiveFrom,
                effectiveTo, text, sort, limit, after);
    }

    /** What a cursor is bound to: everything but the page's size and place. */
    String question() {
        return new HistorySearch(order, customer, type, actor, correlationId, causationId, recordedFrom, recordedTo, effectiveFrom,
                effectiveTo, text, sort, 0, null).toString();
    }

    /** What to find, and in which order. */
    Specification<HistoryRow> toSpecification() {
        return (event, query, criteria) -> {
            query.orderBy(sort.orders(sortedBy(event, criteria), event, criteria));
            return criteria.and(conditions(event, criteria));
        };
    }

    /**
     * Postgres knows little of how rare words are, and would rather go through all events by time until it has found enough; a time that
     * has no index keeps it to the events that have the words.
     */
    private Expression<Instant> sortedBy(Root<HistoryRow> event, CriteriaBuilder criteria) {
        Expression<Instant> recorded = event.get("recordedAt");
        return text == null ? recorded : criteria.coalesce(recorded, recorded);
    }

    private List<Predicate> conditions(Root<HistoryRow> event, CriteriaBuilder criteria) {
        List<Predicate> conditions = new ArrayList<>();
        addEqual(conditions, "orderId", order, event, criteria);
        addEqual(conditions, "customerId", customer, event, criteria);
        addEqual(conditions, "eventType", type, event, criteria);
        addEqual(conditions, "actor", actor, event, criteria);
        addEqual(conditions, "correlationId", correlationId, event, criteria);
        addEqual(conditions, "causationId", causationId, event, criteria);
        Expression<Instant> recorded = event.get("recordedAt");
        addRange(conditions, recorded, recordedFrom, recordedTo, criteria);
        addRange(conditions, criteria.coalesce(event.get("effectiveAt"), recorded), effectiveFrom, effectiveTo, criteria);
        if (text != null) {
            conditions.add(text.in(criteria.coalesce(event.get("searched"), event.get("data")), criteria));
        }
        if (cursor != null) {
            conditions.add(sort.after(cursor, event, criteria));
        }
        return conditions;
    }

    private static void addEqual(
            List<Predicate> conditions, String attribute, @Nullable Object value, Root<HistoryRow> event, CriteriaBuilder criteria) {
        if (value != null) {
            conditions.add(criteria.equal(event.get(attribute), value));
        }
    }

    private static void addRange(
            List<Predicate> conditions, Expression<Instant> time, @Nullable Instant from, @Nullable Instant to, CriteriaBuilder criteria) {
        if (from != null) {
            conditions.add(criteria.greaterThanOrEqualTo(time, from));
        }
        if (to != null) {
            conditions.add(criteria.lessThan(time, to));
        }
    }
}
