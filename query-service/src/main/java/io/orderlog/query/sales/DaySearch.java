package io.orderlog.query.sales;

import io.orderlog.query.web.QueryParameters;
import io.orderlog.query.web.TextCursor;
import java.math.BigInteger;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * Which days are asked for.
 *
 * @param sku what this product sold on them; {@code null}: all products
 * @param currency only what was sold in it; {@code null}: in any
 * @param from where this page begins
 * @param after of the day {@code from}, only currencies after this one
 */
record DaySearch(@Nullable String sku, @Nullable String currency, Days days, LocalDate from, String after, int limit) {

    private static final int MAX_TEXT = 128;

    /** @throws io.orderlog.query.web.InvalidParametersException naming each wrong parameter */
    static DaySearch parse(MultiValueMap<String, String> given) {
        QueryParameters parameters = new QueryParameters(given);
        return parse(parameters.text("sku", MAX_TEXT), parameters);
    }

    /** @throws io.orderlog.query.web.InvalidParametersException likewise */
    static DaySearch parse(String sku, MultiValueMap<String, String> given) {
        return parse(sku, new QueryParameters(given));
    }

    private static DaySearch parse(@Nullable String sku, QueryParameters parameters) {
        String currency = parameters.currency("currency");
        Days days = Days.parse(parameters);
        DaySearch search = new DaySearch(sku, currency, days, days.from(), "", parameters.limit());
        DaySearch next = parameters.read("cursor", text -> search.after(TextCursor.decode(text, search.question())));
        parameters.requireValid();
        return next == null ? search : next;
    }

    /** @throws IllegalArgumentException if the cursor leads out of these days */
    private DaySearch after(TextCursor cursor) {
        BigInteger day = cursor.key();
        if (day.compareTo(BigInteger.valueOf(days.from().toEpochDay())) < 0
                || day.compareTo(BigInteger.valueOf(days.to().toEpochDay())) > 0) {
            throw new IllegalArgumentException("is not a cursor that was answered here");
        }
        return new DaySearch(sku, currency, days, LocalDate.ofEpochDay(day.longValueExact()), cursor.id(), limit);
    }

    String cursorAfter(DaySales last) {
        return new TextCursor(BigInteger.valueOf(last.day().toEpochDay()), last.currency()).encode(question());
    }

    /** What a cursor is bound to: everything but the page's size and place. */
    private String question() {
        return new DaySearch(sku, currency, days, days.from(), "", 0).toString();
    }
}
