package io.orderlog.standalone.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came back on the connection.
 *
 * @param headers by their names in small letters
 * @param isWhole the body is as long as it was said to be
 * @param surplus what came behind it, in bytes
 */
record Answer(int status, Map<String, List<String>> headers, String head, String body, boolean isWhole, int surplus) {

    Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
    }

    boolean isAccepted() {
        return status >= 200 && status < 300;
    }

    boolean isStream() {
        return header("content-type").orElse("").startsWith("text/event-stream");
    }

    /** @return {@code null} while not even the head is there */
    static @Nullable Answer parse(byte[] bytes, boolean hasNoBody) {
        String text = new String(bytes, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return null;
        }
        String head = text.substring(0, end);
        int status = head.matches("(?s)HTTP/1\\.1 \\d{3}.*") ? Integer.parseInt(head.substring(9, 12)) : 0;
        if (status == 100) {
            return parse(Arrays.copyOfRange(bytes, end + 4, bytes.length), hasNoBody);
        }
        Map<String, List<String>> headers = new HashMap<>();
        head.lines().skip(1).forEach(line -> {
            int colon = Math.max(0, line.indexOf(':'));
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        });
        String rest = text.substring(end + 4);
        if (hasNoBody || status == 204 || status == 304) {
            return new Answer(status, headers, head, "", true, rest.length());
        }
        if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
            return chunked(status, headers, head, rest);
        }
        int length = headers.containsKey("content-length") ? Integer.parseInt(headers.get("content-length").getFirst()) : rest.length();
        int present = Math.min(length, rest.length());
        return new Answer(status, headers, head, decoded(rest.substring(0, present)), present == length, rest.length() - present);
    }

    private static Answer chunked(int status, Map<String, List<String>> headers, String head, String rest) {
        StringBuilder body = new StringBuilder();
        int at = 0;
        for (int line = rest.indexOf("\r\n"); line >= 0; line = rest.indexOf("\r\n", at)) {
            int size = Integer.parseInt(rest.substring(at, line), 16);
            if (size == 0) {
                return new Answer(status, headers, head, decoded(body.toString()), true, Math.max(0, rest.length() - line - 4));
            }
            body.append(rest, line + 2, Math.min(rest.length(), line + 2 + size));
            at = line + 2 + size + 2;
            if (at > rest.length()) {
                break;
            }
        }
        return new Answer(status, headers, head, decoded(body.toString()), false, 0);
    }

    private static String decoded(String bytes) {
        return new String(bytes.getBytes(ISO_8859_1), UTF_8);
    }
}
