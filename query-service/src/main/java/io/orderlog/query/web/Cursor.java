package io.orderlog.query.web;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place after the last item of a page: its sort key and id. Opaque to clients, and only good for the question that it was made for.
 *
 * @param key the sort key as a number
 * @param id tells apart items with the same key
 */
public record Cursor(long key, UUID id) {

    private static final Pattern FORM = Pattern.compile("(-?[0-9]{1,19})\\.([0-9a-f-]{36})");

    /** @param question the filters and the sort, in one fixed form */
    public String encode(String question) {
        return CursorText.encode(key + "." + id, question);
    }

    /** @throws IllegalArgumentException saying why it is not a cursor of this question */
    public static Cursor decode(String cursor, String question) {
        Matcher form = FORM.matcher(CursorText.decode(cursor, question));
        if (!form.matches() || !OrderIds.isUuid(form.group(2))) {
            throw new IllegalArgumentException(CursorText.UNKNOWN);
        }
        try {
            return new Cursor(Long.parseLong(form.group(1)), UUID.fromString(form.group(2)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(CursorText.UNKNOWN, e);
        }
    }
}
