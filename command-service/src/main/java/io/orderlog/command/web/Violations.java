package io.orderlog.command.web;

import io.orderlog.command.web.InvalidRequestException.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Gathers all that is wrong with one request, bounded so that a hostile body does not make an answer many times its size. */
final class Violations {

    /** Above what 2,000 lines within the limits can have wrong. */
    static final int ENOUGH_FOR_AN_ORDER = 20_000;

    private static final Pattern INDEX = Pattern.compile("(?<=\\[)\\d+(?=])");
    private static final Comparator<Violation> IN_ORDER_OF_FIELDS =
            Comparator.comparing(Violations::sortKey).thenComparing(Violation::reason);

    private final int limit;
    private final List<Violation> found = new ArrayList<>();
    private int omitted;

    Violations(int limit) {
        this.limit = limit;
    }

    void add(String field, String reason) {
        if (found.size() < limit) {
            found.add(new Violation(field, reason));
        } else {
            omitted++;
        }
    }

    /** @throws InvalidRequestException if there are any */
    void throwIfAny() {
        if (!found.isEmpty()) {
            found.sort(IN_ORDER_OF_FIELDS);
            throw new InvalidRequestException(found, omitted);
        }
    }

    /** With every index as long as the longest, so that {@code lines[10]} follows {@code lines[9]}. */
    private static String sortKey(Violation violation) {
        return INDEX.matcher(violation.field()).replaceAll(index -> padded(index.group()));
    }

    private static String padded(String index) {
        return "0".repeat(Math.max(0, 10 - index.length())) + index;
    }
}
