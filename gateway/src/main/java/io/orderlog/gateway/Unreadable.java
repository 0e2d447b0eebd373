package io.orderlog.gateway;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers clients whose query or body cannot be read, which Tomcat finds out only when somebody reads it. Left alone, Tomcat would take it
 * for a fault of ours, and write a stack trace into the log for everyone who sends {@code ?x=%zz}.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class Unreadable extends OncePerRequestFilter {

    static final String TOO_SLOW = "The body did not arrive in time";
    static final String MALFORMED = "The request cannot be understood";
    static final String WHAT = "The query of the address is malformed, or the body is or ended too early.";

    private final Refusals refusals;

    Unreadable(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | IOException | RuntimeException e) {
            if (response.isCommitted() || !isTimeout(e) && !isMalformed(e)) {
                throw e;
            }
            if (isTimeout(e)) {
                refusals.tooSlow(response);
            } else {
                refusals.malformed(response);
            }
        }
    }

    static boolean isTimeout(@Nullable Throwable failure) {
        return failure instanceof SocketTimeoutException || failure != null && isTimeout(failure.getCause());
    }

    static boolean isMalformed(@Nullable Throwable failure) {
        return switch (failure) {
            case BadRequestException _,EOFException _,InvalidParameterException _ -> true;
            case null -> false;
            default -> isMalformed(failure.getCause());
        };
    }
}
