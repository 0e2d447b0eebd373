package io.orderlog.command.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request a correlation id, and tells it in the answer and in the log, also when the request fails. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class CorrelationFilter extends OncePerRequestFilter {

    /** The name of the id in the log. */
    static final String LOGGED = "correlationId";
    private static final String ATTRIBUTE = CorrelationFilter.class.getName();

    static String correlationId(HttpServletRequest request) {
        return (String) Objects.requireNonNull(request.getAttribute(ATTRIBUTE));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = CallerResolver.correlationId(request);
        request.setAttribute(ATTRIBUTE, id);
        response.setHeader(CallerResolver.CORRELATION_ID, id);
        MDC.put(LOGGED, id);
        try {
            chain.doFilter(request, response);
        } finally {
            // A command that failed has left its ids as well, for the line that tells of it.
            MDC.clear();
        }
    }
}
