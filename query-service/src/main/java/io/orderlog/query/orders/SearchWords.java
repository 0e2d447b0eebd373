package io.orderlog.query.orders;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Splits texts into the words by which orders are found: runs of letters and digits, in lower case.
 *
 * <p>What orders say and what is searched for go through here alike. Postgres' own parser would take skus and references apart in its own
 * way, as numbers, exponents or addresses.
 */
final class SearchWords {

    /** Longer words are cut. */
    private static final int MOST_LETTERS = 64;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    private SearchWords() {}

    static List<String> of(String text) {
        String plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
        return WORD.matcher(plain).results().map(MatchResult::group).map(SearchWords::cut).toList();
    }

    private static String cut(String word) {
        int letters = word.codePointCount(0, word.length());
        return letters <= MOST_LETTERS ? word : word.substring(0, word.offsetByCodePoints(0, MOST_LETTERS));
    }
}
