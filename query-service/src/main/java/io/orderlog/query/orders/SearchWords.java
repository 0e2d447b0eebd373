package io.orderlog.query.orders;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits texts into the words by which orders are found: runs of letters and digits, in lower case.
 *
 * <p>What orders say and what is searched for go through here alike. Postgres' own parser would take skus and references apart in its own
 * way, as numbers, exponents or addresses.
 */
final class SearchWords {

    /** Longer words are cut. */
    private static final int MOST_LETTERS = 64;

    private SearchWords() {}

    static List<String> of(String text) {
        String plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < plain.length();) {
            int begin = i;
            while (i < plain.length() && isOfWord(plain.codePointAt(i))) {
                i += Character.charCount(plain.codePointAt(i));
            }
            if (begin < i) {
                words.add(cut(plain.substring(begin, i)));
            } else {
                i += Character.charCount(plain.codePointAt(i));
            }
        }
        return words;
    }

    /** Letters, the marks on them, and digits: the first of Unicode's categories, as Java numbers them. */
    private static boolean isOfWord(int character) {
        int category = Character.getType(character);
        return category >= Character.UPPERCASE_LETTER && category <= Character.OTHER_NUMBER;
    }

    private static String cut(String word) {
        int letters = word.codePointCount(0, word.length());
        return letters <= MOST_LETTERS ? word : word.substring(0, word.offsetByCodePoints(0, MOST_LETTERS));
    }
}
