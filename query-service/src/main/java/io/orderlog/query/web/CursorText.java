package io.orderlog.query.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text that stands for a cursor: opaque to clients, and only good for the question that it was made for. */
final class CursorText {

    static final String UNKNOWN = "is not a cursor that was answered here";

    private static final String FORMAT = "1";
    private static final int MAX_LENGTH = 500;
    private static final int FINGERPRINT_BYTES = 6;
    private static final Pattern FORM = Pattern.compile(FORMAT + "\\.([0-9a-f]{12})\\.(.*)", Pattern.DOTALL);

    private CursorText() {}

    static String encode(String place, String question) {
        String text = String.join(".", FORMAT, fingerprint(question), place);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    /**
     * @return the place
     * @throws IllegalArgumentException saying why it is not a cursor of this question
     */
    static String decode(String cursor, String question) {
        Matcher form = FORM.matcher(text(cursor));
        if (!form.matches()) {
            throw new IllegalArgumentException(UNKNOWN);
        }
        if (!form.group(1).equals(fingerprint(question))) {
            throw new IllegalArgumentException("belongs to other filters or another sort");
        }
        return form.group(2);
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
