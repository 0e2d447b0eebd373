package io.orderlog.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Whether a request waits for something to happen rather than for an answer.
 *
 * @param isExpected an event stream, or a long poll
 * @param silence how much longer than usual the side may be silent, because the client asked it to be
 */
record LongWait(boolean isExpected, Duration silence) {

    private static final Pattern PREFERRED = Pattern.compile("(?i)(?:^|[,;])\\s*wait\\s*=\\s*\"?([0-9]{1,9})");
    /** Sides wait no longer, whatever they are asked. */
    private static final long MOST_SECONDS = 60;

    static LongWait of(HttpServletRequest request) {
        Matcher preferred = PREFERRED.matcher(String.join(",", Collections.list(request.getHeaders("Prefer"))));
        if (preferred.find()) {
            return new LongWait(true, Duration.ofSeconds(Math.min(MOST_SECONDS, Long.parseLong(preferred.group(1)))));
        }
        return new LongWait(isEventStream(request), Duration.ZERO);
    }

    /** A client need not say what it takes; the paths of our streams say what they are. */
    private static boolean isEventStream(HttpServletRequest request) {
        String accept = String.valueOf(request.getHeader(HttpHeaders.ACCEPT));
        return accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE) || request.getRequestURI().endsWith("/stream");
    }
}
