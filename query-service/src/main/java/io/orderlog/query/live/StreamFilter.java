package io.orderlog.query.live;

import io.orderlog.query.live.Interest.Matching;
import io.orderlog.query.web.QueryParameters;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The filters of a stream of many orders. */
record StreamFilter(Matching interest) {

    private static final int MAX_LENGTH = 200;
    private static final Pattern TYPES = Pattern.compile("[a-z][a-z0-9.-]{0,99}(,[a-z][a-z0-9.-]{0,99}){0,49}");

    static StreamFilter parse(QueryParameters parameters) {
        @Nullable
        String customer = parameters.text("customer", MAX_LENGTH);
        @Nullable
        Set<String> types = parameters.read("type", StreamFilter::types);
        return new StreamFilter(new Matching(customer, types == null ? Set.of() : types));
    }

    private static Set<String> types(String value) {
        if (!TYPES.matcher(value).matches()) {
            throw new IllegalArgumentException("must be event types with commas between them, such as orderlog.order.placed.v1");
        }
        return new TreeSet<>(List.of(value.split(",", -1)));
    }

    /** The same filters always make the same text, and others another one. */
    String question() {
        return "type=%s&customer=%s".formatted(String.join(",", interest.types()),
                interest.customer() == null ? "" : "=" + interest.customer());
    }
}
