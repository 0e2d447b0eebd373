package io.orderlog.query.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Lets in as many queries as can be answered in time, and turns the others away at once, before their tokens cost anything: each one that
 * waits takes up memory, and clients that are not answered come again. Who waits for something to happen, on purpose, is not counted.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
final class AdmissionFilter extends OncePerRequestFilter {

    private static final Set<String> PROBES = Set.of("/livez", "/readyz");
    private static final String PREFER = "Prefer";

    private final Semaphore places;
    private final HandlerExceptionResolver problems;

    AdmissionFilter(WebProperties properties, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.places = new Semaphore(properties.maxAtOnce());
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        boolean streams = path.endsWith("/stream") || path.startsWith("/rebuilds/") && path.endsWith("/events");
        return streams || PROBES.contains(path) || request.getHeader(PREFER) != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!places.tryAcquire()) {
            problems.resolveException(request, response, null,
                    new UnavailableException("As many queries are under way as may be at once."));
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            places.release();
        }
    }
}
