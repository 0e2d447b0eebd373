package io.orderlog.query.web;

import io.orderlog.access.Client;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** A customer who asks for a list of orders without saying whose has asked for the customer's own. */
@Component
final class OwnOrdersFilter extends OncePerRequestFilter {

    private static final String ORDERS = "/orders";
    private static final String PARAMETER = "customer";

    /** Whether the question is about the customer's orders only. */
    static boolean isOnlyOf(String customer, HttpServletRequest request) {
        String[] asked = request.getParameterValues(PARAMETER);
        return asked != null && Stream.of(asked).allMatch(customer::equals);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !isList(request.getRequestURI());
    }

    private static boolean isList(String path) {
        return path.equals(ORDERS)
                || path.startsWith(ORDERS + "/") && !OrderIds.isUuid(path.substring(ORDERS.length() + 1).replaceFirst("/.*", ""));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String customer = Client.current().customer();
        chain.doFilter(customer == null ? request : new OwnList(request, customer), response);
    }

    /** The same request, but that it says whose orders it is about. */
    private static final class OwnList extends HttpServletRequestWrapper {

        private final String customer;

        OwnList(HttpServletRequest request, String customer) {
            super(request);
            this.customer = customer;
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            Map<String, String[]> parameters = new LinkedHashMap<>(super.getParameterMap());
            parameters.putIfAbsent(PARAMETER, new String[]{customer});
            return parameters;
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.enumeration(getParameterMap().keySet());
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return getParameterMap().get(name);
        }

        @Override
        public @Nullable String getParameter(String name) {
            String[] values = getParameterValues(name);
            return values == null ? null : values[0];
        }
    }
}
