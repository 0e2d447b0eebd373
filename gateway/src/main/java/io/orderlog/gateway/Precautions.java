package io.orderlog.gateway;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells browsers to take answers for what they are and to show them nowhere else, and refuses bodies that say that they are too large. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Precautions extends OncePerRequestFilter {

    private static final String DATA = "default-src 'none'; frame-ancestors 'none'";
    /** Swagger UI sets styles by itself, and draws its icons from addresses that hold them. */
    private static final String PAGES =
            "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
    private static final String BATCH = "/orders/batch";

    private final GatewayProperties properties;
    private final Refusals refusals;

    Precautions(GatewayProperties properties, Refusals refusals) {
        this.properties = properties;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        boolean page = path.startsWith("/swagger-ui");
        response.setHeader("Content-Security-Policy", page ? PAGES : DATA);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        long most = path.equals(BATCH) ? properties.maxBatch().toBytes() : properties.maxBody().toBytes();
        if (request.getContentLengthLong() > most) {
            refusals.tooLarge(response);
        } else {
            chain.doFilter(request, response);
        }
    }
}
