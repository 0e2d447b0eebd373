package io.orderlog.query.orders;

import io.orderlog.query.web.Cursor;
import io.orderlog.query.web.QueryParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.util.MultiValueMap;

/** A page of the orders that are asked for, in their order: the first one, or what comes after the cursor. */
record OrderSearch(OrderFilter filter, OrderSort sort, int limit, @Nullable Cursor cursor) {

    /** @throws io.orderlog.query.web.InvalidParametersException naming each wrong parameter */
    static OrderSearch parse(MultiValueMap<String, String> given) {
        QueryParameters parameters = new QueryParameters(given);
        OrderSearch search = readWhole(parameters);
        int limit = parameters.limit();
        Cursor cursor = parameters.read("cursor", text -> search.sort().cursor(text, search.question()));
        parameters.requireValid();
        return new OrderSearch(search.filter(), search.sort(), limit, cursor);
    }

    /**
     * The same question, for all there are at once.
     *
     * @throws io.orderlog.query.web.InvalidParametersException likewise
     */
    static OrderSearch parseWhole(MultiValueMap<String, String> given) {
        QueryParameters parameters = new QueryParameters(given);
        OrderSearch search = readWhole(parameters);
        parameters.requireValid();
        return search;
    }

    private static OrderSearch readWhole(QueryParameters parameters) {
        OrderFilter filter = OrderFilter.read(parameters);
        OrderSort sort = parameters.read("sort", OrderSort::parse);
        if (sort != null && sort.key() == OrderSort.Key.TOTAL) {
            OrderFilter.requireCurrency(parameters);
        }
        return new OrderSearch(filter, sort == null ? OrderSort.DEFAULT : sort, Integer.MAX_VALUE, null);
    }

    Specification<OrderRow> toSpecification() {
        Specification<OrderRow> all = filter.toSpecification();
        return cursor == null ? all : all.and((order, _, criteria) -> sort.after(cursor, order, criteria));
    }

    /** What a cursor is bound to: everything but the page's size and place. */
    String question() {
        return filter + " " + sort;
    }
}
