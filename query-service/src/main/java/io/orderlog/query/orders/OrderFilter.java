package io.orderlog.query.orders;

import io.orderlog.order.FulfilmentStatus;
import io.orderlog.order.OrderStatus;
import io.orderlog.order.PaymentStatus;
import io.orderlog.query.web.QueryParameters;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.hibernate.query.criteria.JpaSubQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;

/**
 * Which orders are asked for; what is {@code null} does not matter.
 *
 * @param text by the words of the order
 * @param sku of at least one line
 * @param placedFrom inclusive
 * @param placedTo exclusive
 * @param totalFrom inclusive, in the minor unit of {@code currency}, which must then be given
 * @param totalTo inclusive, likewise
 */
record OrderFilter(
        @Nullable SearchText text,
        @Nullable String customer,
        @Nullable String reference,
        @Nullable String sku,
        @Nullable OrderStatus status,
        @Nullable PaymentStatus paymentStatus,
        @Nullable FulfilmentStatus fulfilmentStatus,
        @Nullable Instant placedFrom,
        @Nullable Instant placedTo,
        @Nullable String currency,
        @Nullable Long totalFrom,
        @Nullable Long totalTo) {

    private static final int MAX_TEXT = 128;

    static OrderFilter read(QueryParameters parameters) {
        OrderFilter filter = new OrderFilter(
                parameters.text("q", SearchText.MAX_LENGTH, SearchText::parse),
                parameters.text("customer", MAX_TEXT),
                parameters.text("reference", MAX_TEXT),
                parameters.text("sku", MAX_TEXT),
                parameters.oneOf("status", OrderStatus.class),
                parameters.oneOf("paymentStatus", PaymentStatus.class),
                parameters.oneOf("fulfilmentStatus", FulfilmentStatus.class),
                parameters.instant("placedFrom"),
                parameters.instant("placedTo"),
                parameters.currency("currency"),
                parameters.number("totalFrom"),
                parameters.number("totalTo"));
        if (filter.totalFrom != null || filter.totalTo != null) {
            requireCurrency(parameters);
        }
        return filter;
    }

    /** Minor units of different currencies cannot be compared. */
    static void requireCurrency(QueryParameters parameters) {
        parameters.require("currency", "must be given with totalFrom, totalTo and sort=total");
    }

    Specification<OrderRow> toSpecification() {
        return (order, query, criteria) -> criteria.and(conditions(order, query, criteria));
    }

    private List<Predicate> conditions(Root<OrderRow> order, CriteriaQuery<?> query, CriteriaBuilder criteria) {
        List<Predicate> conditions = new ArrayList<>();
        addEqual(conditions, "customerId", customer, order, criteria);
        addEqual(conditions, "reference", reference, order, criteria);
        addEqual(conditions, "currency", currency, order, criteria);
        addEqual(conditions, "status", status, order, criteria);
        addEqual(conditions, "paymentStatus", paymentStatus, order, criteria);
        addEqual(conditions, "fulfilmentStatus", fulfilmentStatus, order, criteria);
        if (placedFrom != null) {
            conditions.add(criteria.greaterThanOrEqualTo(order.get("placedAt"), placedFrom));
        }
        if (placedTo != null) {
            conditions.add(criteria.lessThan(order.get("placedAt"), placedTo));
        }
        if (totalFrom != null) {
            conditions.add(criteria.ge(order.get("total"), totalFrom));
        }
        if (totalTo != null) {
            conditions.add(criteria.le(order.get("total"), totalTo));
        }
        if (text != null) {
            conditions.add(order.get("id").in(withText(text, query, (HibernateCriteriaBuilder) criteria)));
        }
        if (sku != null) {
            conditions.add(order.get("id").in(withSku(sku, query, criteria)));
        }
        return conditions;
    }

    private static void addEqual(
            List<Predicate> conditions, String attribute, @Nullable Object value, Root<OrderRow> order, CriteriaBuilder criteria) {
        if (value != null) {
            conditions.add(criteria.equal(order.get(attribute), value));
        }
    }

    private static Subquery<UUID> withText(SearchText text, CriteriaQuery<?> query, HibernateCriteriaBuilder criteria) {
        JpaSubQuery<UUID> withWords = (JpaSubQuery<UUID>) query.subquery(UUID.class);
        Root<WordsRow> words = withWords.from(WordsRow.class);
        withWords.select(words.get("orderId"))
                .where(criteria.isTrue(
                        criteria.sql("? @@ cast(? as tsquery)", Boolean.class, words.get("words"), criteria.value(text.words()))));
        if (text.ids() == null) {
            return withWords;
        }
        // Not an alternative in one condition: that could not begin at two indexes.
        JpaSubQuery<UUID> withId = (JpaSubQuery<UUID>) query.subquery(UUID.class);
        Root<OrderRow> order = withId.from(OrderRow.class);
        withId.select(order.get("id")).where(criteria.between(order.get("id"), text.ids().first(), text.ids().last()));
        return criteria.unionAll(withWords, withId);
    }

    private static Subquery<UUID> withSku(String sku, CriteriaQuery<?> query, CriteriaBuilder criteria) {
        Subquery<UUID> orders = query.subquery(UUID.class);
        Root<LineRow> line = orders.from(LineRow.class);
        return orders.select(line.get("orderId")).where(criteria.equal(line.get("sku"), sku));
    }
}
