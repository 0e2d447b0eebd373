package io.orderlog.query.customers;

import io.orderlog.query.ranking.Ranked;
import io.orderlog.query.web.QueryParameters;
import io.orderlog.query.web.TextCursor;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * Which customers are asked for.
 *
 * @param customer only this one; {@code null}: those with the most
 * @param currency of the amounts that are compared; {@code null} if none are
 * @param after the place in the list after which to begin
 */
record CustomerSearch(
        @Nullable String customer, CustomerSort sort, @Nullable String currency, int limit, @Nullable Ranked after) {

    private static final int MAX_TEXT = 128;

    /** @throws io.orderlog.query.web.InvalidParametersException naming each wrong parameter */
    static CustomerSearch parse(MultiValueMap<String, String> given) {
        QueryParameters parameters = new QueryParameters(given);
        CustomerSort asked = parameters.read("sort", CustomerSort::parse);
        CustomerSort sort = asked == null ? CustomerSort.ORDERS : asked;
        CustomerSearch search = new CustomerSearch(
                parameters.text("customer", MAX_TEXT), sort, parameters.currency("currency"), parameters.limit(), null);
        if (given.containsKey("currency") != (sort == CustomerSort.CAPTURED)) {
            parameters.reject("currency", "must be given with sort=-captured, and only then");
        }
        TextCursor cursor = parameters.read("cursor", text -> TextCursor.decode(text, search.question()));
        parameters.requireValid();
        return cursor == null
                ? search
                : new CustomerSearch(search.customer, sort, search.currency, search.limit, new Ranked(cursor.key(), cursor.id()));
    }

    /** What a cursor is bound to: everything but the page's size and place. */
    String question() {
        return new CustomerSearch(customer, sort, currency, 0, null).toString();
    }
}
