package io.orderlog.query.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
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

    private static final String FORMAT = "1";
    private static final int MAX_LENGTH = 200;
    private static final int FINGERPRINT_BYTES = 6;
    private static final Pattern FORM = Pattern.compile(FORMAT + "\\.([0-9a-f]{12})\\.(-?[0-9]{1,19})\\.([0-9a-f-]{36})");

    /** @param question the filters and the sort, in one fixed form */
    public String encode(String question) {
        String text = String.join(".", FORMAT, fingerprint(question), Long.toString(key), id.toString());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    /** @throws IllegalArgumentException saying why it is not a cursor of this question */
    public static Cursor decode(String cursor, String question) {
        Matcher form = FORM.matcher(text(cursor));
        if (!form.matches() || !OrderIds.isUuid(form.group(3))) {
            throw new IllegalArgumentException("is not a cursor that was answered here");
        }
        if (!form.group(1).equals(fingerprint(question))) {
            throw new IllegalArgumentException("belongs to other filters or another sort");
        }
        try {
            return new Cursor(Long.parseLong(form.group(2)), UUID.fromString(form.group(3)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is not a cursor that was answered here", e);
        }
    }

    private static String text(String cursor) {
        try {
            return cursor.length() > MAX_LENGTH ? "" : new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String fingerprint(String question) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(question.getBytes(UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, FINGERPRINT_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
