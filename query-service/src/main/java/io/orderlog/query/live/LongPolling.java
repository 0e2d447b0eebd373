package io.orderlog.query.live;

import io.orderlog.query.web.OrderIds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Holds a question for an order, or for its events, back until there is something new to answer: {@code Prefer: wait=20} (RFC 7240)
 * with {@code If-None-Match}, or with {@code after}. What is answered then is none of its business.
 */
final class LongPolling implements HandlerInterceptor {

    private static final String EVENTS = "/events";
    private static final Pattern WAIT = Pattern.compile("(?i)(?:^|[,;])\\s*wait\\s*=\\s*\"?([0-9]{1,9})\"?\\s*(?=$|[,;])");
    private static final Pattern ENTITY_TAG = Pattern.compile("(?:W/)?\"([0-9]{1,16})\"");
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,16}");

    private final OrderWaits waits;
    private final LiveProperties properties;

    LongPolling(OrderWaits waits, LiveProperties properties) {
        this.waits = waits;
        this.properties = properties;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) throws Exception {
        Duration wait = preferred(request);
        OptionalLong version = knownVersion(request);
        @Nullable
        String id = id(request);
        if (wait.isPositive() && version.isPresent() && id != null && request.getMethod().equals(HttpMethod.GET.name())) {
            UUID order = OrderIds.parse(id);
            response.setHeader("Preference-Applied", "wait=" + wait.toSeconds());
            waits.awaitAfter(order, version.getAsLong(), wait);
        }
        return true;
    }

    private Duration preferred(HttpServletRequest request) {
        Matcher wait = WAIT.matcher(String.join(",", Collections.list(request.getHeaders("Prefer"))));
        if (!wait.find()) {
            return Duration.ZERO;
        }
        Duration preferred = Duration.ofSeconds(Long.parseLong(wait.group(1)));
        return preferred.compareTo(properties.longestWait()) > 0 ? properties.longestWait() : preferred;
    }

    /** The version that the client has; empty if it says none that can be waited for. */
    private static OptionalLong knownVersion(HttpServletRequest request) {
        boolean events = request.getRequestURI().endsWith(EVENTS);
        @Nullable
        String known = events ? request.getParameter("after") : request.getHeader(HttpHeaders.IF_NONE_MATCH);
        Matcher form = (events ? VERSION : ENTITY_TAG).matcher(known == null ? "" : known.strip());
        return form.matches() ? OptionalLong.of(Long.parseLong(form.group(events ? 0 : 1))) : OptionalLong.empty();
    }

    private static @Nullable String id(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                && variables.get("id") instanceof String id ? id : null;
    }
}
