package io.orderlog.query.orders;

import io.orderlog.order.FulfilmentStatus;
import io.orderlog.order.OrderStatus;
import io.orderlog.order.PaymentStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** How many orders match a filter, in all and with each status and currency that one of them has. */
record OrderFacets(
        long total,
        Map<OrderStatus, Long> status,
        Map<PaymentStatus, Long> paymentStatus,
        Map<FulfilmentStatus, Long> fulfilmentStatus,
        Map<String, Long> currency) {

    /** The orders that have all of these. */
    record Group(OrderStatus status, PaymentStatus paymentStatus, FulfilmentStatus fulfilmentStatus, String currency, long count) {}

    static OrderFacets of(List<Group> groups) {
        return new OrderFacets(
                groups.stream().mapToLong(Group::count).sum(),
                sums(groups, Group::status),
                sums(groups, Group::paymentStatus),
                sums(groups, Group::fulfilmentStatus),
                sums(groups, Group::currency));
    }

    private static <K extends Comparable<K>> Map<K, Long> sums(List<Group> groups, Function<Group, K> key) {
        Map<K, Long> sums = new TreeMap<>();
        groups.forEach(group -> sums.merge(key.apply(group), group.count(), Long::sum));
        return sums;
    }
}
