package io.orderlog.query.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets nobody but the client itself keep an answer, and the client ask again before it uses one. Whoever answers what never changes says
 * otherwise.
 */
final class CachingInterceptor implements HandlerInterceptor {

    private static final String NOBODY_ELSE_AND_ASK_AGAIN = "private, no-cache";
    /** Not the consistency token: it changes how long a query waits, and with that what it sees, but not what is asked for. */
    private static final String WHAT_ANSWERS_DEPEND_ON = "Accept, Authorization";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, NOBODY_ELSE_AND_ASK_AGAIN);
        response.setHeader(HttpHeaders.VARY, WHAT_ANSWERS_DEPEND_ON);
        return true;
    }
}
