package io.orderlog.query.sales;

import io.orderlog.query.ranking.Ranked;
import io.orderlog.query.web.QueryParameters;
import io.orderlog.query.web.TextCursor;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * Which products are asked for.
 *
 * @param days what was sold on these; {@code null}: ever
 * @param after the place in the list after which to begin
 */
record ProductSearch(String currency, ProductSort sort, @Nullable Days days, int limit, @Nullable Ranked after) {

    /** @throws io.orderlog.query.web.InvalidParametersException naming each wrong parameter */
    static ProductSearch parse(MultiValueMap<String, String> given) {
        QueryParameters parameters = new QueryParameters(given);
        if (!given.containsKey("currency")) {
            parameters.reject("currency", "must be given, because amounts of several do not add up");
        }
        String currency = parameters.currency("currency");
        ProductSort sort = parameters.read("sort", ProductSort::parse);
        ProductSearch search = new ProductSearch(currency == null ? "" : currency, sort == null ? ProductSort.REVENUE : sort,
                Days.parseFew(parameters), parameters.limit(), null);
        TextCursor cursor = parameters.read("cursor", text -> TextCursor.decode(text, search.question()));
        parameters.requireValid();
        return cursor == null ? search : search.from(new Ranked(cursor.key(), cursor.id()));
    }

    private ProductSearch from(Ranked place) {
        return new ProductSearch(currency, sort, days, limit, place);
    }

    /** What a cursor is bound to: everything but the page's size and place. */
    String question() {
        return new ProductSearch(currency, sort, days, 0, null).toString();
    }
}
