package io.orderlog.query.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The id of an event in a stream of many orders: the place in the log behind it. Opaque to clients, and only good for the stream, the
 * filters and the log that it was made for.
 *
 * @param question the filters in one fixed form, and the log's identity
 */
record StreamPosition(String question) {

    private static final String FORMAT = "1";
    private static final int MAX_LENGTH = 8_000;
    private static final int CHECKSUM_BYTES = 8;
    private static final String PLACE = "[0-9]{1,4}:[0-9]{1,18}";
    private static final Pattern FORM =
            Pattern.compile(FORMAT + "\\.([0-9a-f]{16})\\.(([0-9]{1,18})\\.((?:" + PLACE + "(?:,(?=[0-9])|$))*))");

    String encode(Positions positions) {
        String places = positions.next()
                .entrySet()
                .stream()
                .map(place -> place.getKey() + ":" + place.getValue())
                .collect(Collectors.joining(","));
        String content = positions.released() + "." + places;
        String text = String.join(".", FORMAT, checksum(content), content);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    /** @throws IllegalArgumentException saying why it is not an id of this stream */
    Positions decode(String id) {
        Matcher form = FORM.matcher(text(id));
        if (!form.matches() || !form.group(1).equals(checksum(form.group(2)))) {
            throw new IllegalArgumentException("is not an id that a stream with these filters sent");
        }
        SortedMap<Integer, Long> next = new TreeMap<>();
        for (String place : form.group(4).split(",", 0)) {
            if (!place.isEmpty()) {
                String[] parts = place.split(":", 2);
                next.put(Integer.valueOf(parts[0]), Long.valueOf(parts[1]));
            }
        }
        return Positions.of(next, Long.parseLong(form.group(3)));
    }

    private static String text(String id) {
        try {
            return id.length() > MAX_LENGTH ? "" : new String(Base64.getUrlDecoder().decode(id), UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private String checksum(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest((question + "\n" + content).getBytes(UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, CHECKSUM_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
