package io.orderlog.query.web;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As {@link Cursor}, for items whose ids are texts and whose keys know no bound.
 *
 * @param key the sort key as a number
 * @param id tells apart items with the same key
 */
public record TextCursor(BigInteger key, String id) {

    private static final Pattern FORM = Pattern.compile("(-?[0-9]{1,38})\\.(\\P{Cntrl}*)");

    /** @param question the filters and the sort, in one fixed form */
    public String encode(String question) {
        return CursorText.encode(key + "." + id, question);
    }

    /** @throws IllegalArgumentException saying why it is not a cursor of this question */
    public static TextCursor decode(String cursor, String question) {
        Matcher form = FORM.matcher(CursorText.decode(cursor, question));
        if (!form.matches()) {
            throw new IllegalArgumentException(CursorText.UNKNOWN);
        }
        return new TextCursor(new BigInteger(form.group(1)), form.group(2));
    }
}
