package io.orderlog.command.web;

import com.github.f4b6a3.uuid.UuidCreator;
import io.orderlog.access.Client;
import io.orderlog.telemetry.Traces;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** The one place that knows who a client is and reads what its headers say. */
final class CallerResolver implements HandlerMethodArgumentResolver {

    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    static final String CORRELATION_ID = "X-Correlation-Id";
    static final String CAUSATION_ID = "X-Causation-Id";

    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");
    static final String KEY_REASON = "must have 1 to 255 visible ASCII characters";
    private static final Pattern ID = Pattern.compile("[!-~]{1,128}");
    private static final String ID_REASON = "must have 1 to 128 visible ASCII characters";

    private final Traces traces;

    CallerResolver(Traces traces) {
        this.traces = traces;
    }

    static boolean isKey(String text) {
        return KEY.matcher(text).matches();
    }

    /** The client's correlation id if there is one and it is well-formed, else a new one. */
    static String correlationId(HttpServletRequest request) {
        String given = request.getHeader(CORRELATION_ID);
        return given != null && ID.matcher(given).matches() ? given : UuidCreator.getTimeOrderedEpoch().toString();
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Caller resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest webRequest,
            @Nullable WebDataBinderFactory binderFactory) {
        HttpServletRequest request = (HttpServletRequest) webRequest.getNativeRequest();
        if (isEncoded(request.getHeader(HttpHeaders.CONTENT_ENCODING))) {
            throw BodyRefusedException.encoded();
        }
        Violations violations = new Violations(Violations.ENOUGH_FOR_AN_ORDER);
        String key = header(request, IDEMPOTENCY_KEY, KEY, KEY_REASON, violations);
        header(request, CORRELATION_ID, ID, ID_REASON, violations);
        String causationId = header(request, CAUSATION_ID, ID, ID_REASON, violations);
        List<Long> acceptedVersions = acceptedVersions(request, violations);
        violations.throwIfAny();
        String correlationId = CorrelationFilter.correlationId(request);
        return new Caller(
                Client.current(),
                key,
                acceptedVersions,
                correlationId,
                causationId == null ? correlationId : causationId,
                traceparent(request));
    }

    private static boolean isEncoded(@Nullable String contentEncoding) {
        return contentEncoding != null && !contentEncoding.equalsIgnoreCase("identity");
    }

    private static @Nullable String header(
            HttpServletRequest request, String name, Pattern pattern, String reason, Violations violations) {
        List<String> values = Collections.list(request.getHeaders(name));
        if (values.size() > 1) {
            violations.add(name, "must be given once");
        } else if (!values.isEmpty() && !pattern.matcher(values.getFirst()).matches()) {
            violations.add(name, reason);
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    private static @Nullable List<Long> acceptedVersions(HttpServletRequest request, Violations violations) {
        List<String> values = Collections.list(request.getHeaders(HttpHeaders.IF_MATCH));
        try {
            return values.isEmpty() ? null : IfMatch.versions(String.join(",", values));
        } catch (IllegalArgumentException e) {
            violations.add(HttpHeaders.IF_MATCH, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** This request's place in the client's trace. Where there are no traces, the client's own: a malformed one is dropped, as W3C asks. */
    private @Nullable String traceparent(HttpServletRequest request) {
        String own = traces.current();
        if (own != null) {
            return own;
        }
        String given = request.getHeader(Traces.HEADER);
        return given != null && Traces.isWellFormed(given) ? given : null;
    }
}
