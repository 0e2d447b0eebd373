package io.orderlog.query.orders;

import io.orderlog.query.web.OrderIds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for in orders: words that must all be there.
 *
 * @param words as a {@code tsquery}, made of nothing but letters, digits and our own signs
 * @param ids the ids that begin like the text, if it can be the beginning of one
 */
record SearchText(String words, @Nullable IdRange ids) {

    static final int MAX_LENGTH = 200;

    private static final int MOST_WORDS = 16;
    private static final int SHORTEST_PREFIX = 2;
    private static final int SHORTEST_ID = 8;
    private static final String FIRST_ID = "00000000-0000-0000-0000-000000000000";
    private static final String LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";

    /** Both inclusive. */
    record IdRange(UUID first, UUID last) {}

    /**
     * @param text words, each with {@code *} behind it if it is only the beginning of one
     * @throws IllegalArgumentException saying why nothing can be searched for by it
     */
    static SearchText parse(String text) {
        Set<String> terms = new LinkedHashSet<>();
        for (String part : text.split("\\s+")) {
            terms.addAll(terms(part));
        }
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("must have a letter or a digit");
        }
        if (terms.size() > MOST_WORDS) {
            throw new IllegalArgumentException("must have at most %d words".formatted(MOST_WORDS));
        }
        return new SearchText(String.join(" & ", terms), ids(text));
    }

    private static List<String> terms(String part) {
        List<String> words = SearchWords.of(part);
        List<String> terms = new ArrayList<>(words.stream().map("'%s'"::formatted).toList());
        if (part.endsWith("*") && !words.isEmpty()) {
            if (words.getLast().length() < SHORTEST_PREFIX) {
                throw new IllegalArgumentException("must have at least %d letters or digits before *".formatted(SHORTEST_PREFIX));
            }
            terms.set(terms.size() - 1, terms.getLast() + ":*");
        }
        return Collections.unmodifiableList(terms);
    }

    private static @Nullable IdRange ids(String text) {
        String beginning = (text.endsWith("*") ? text.substring(0, text.length() - 1) : text).toLowerCase(Locale.ROOT);
        if (beginning.length() < SHORTEST_ID || beginning.length() > FIRST_ID.length()) {
            return null;
        }
        String first = beginning + FIRST_ID.substring(beginning.length());
        String last = beginning + LAST_ID.substring(beginning.length());
        return OrderIds.isUuid(first) ? new IdRange(UUID.fromString(first), UUID.fromString(last)) : null;
    }
}
