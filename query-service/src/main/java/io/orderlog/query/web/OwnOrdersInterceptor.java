package io.orderlog.query.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderlog.access.Client;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.UriUtils;

/**
 * Shows a customer nothing of anybody else: not an order, nor what is below it, nor a list that is not of the customer's own orders. What
 * is somebody else's is answered as if it did not exist. Stands before all queries, so that none of them has to think of it.
 */
final class OwnOrdersInterceptor implements HandlerInterceptor {

    private static final String CUSTOMERS = "customers";

    private final OrderOwners owners;

    OwnOrdersInterceptor(OrderOwners owners) {
        this.owners = owners;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        // What goes on in another thread was looked at when it began.
        if (request.getDispatcherType() == DispatcherType.REQUEST && Client.current().customer() instanceof String customer) {
            requireOwn(request, customer);
        }
        return true;
    }

    private void requireOwn(HttpServletRequest request, String customer) {
        String[] path = request.getRequestURI().split("/", 4);
        String named = path.length > 2 ? path[2] : "";
        if (path[1].equals(CUSTOMERS)) {
            if (!UriUtils.decode(named, UTF_8).equals(customer)) {
                throw NotFoundException.customer();
            }
        } else if (OrderIds.isUuid(named)) {
            if (!owners.customerOf(UUID.fromString(named)).filter(customer::equals).isPresent()) {
                throw NotFoundException.order();
            }
        } else if (!OwnOrdersFilter.isOnlyOf(customer, request)) {
            throw NotFoundException.customer();
        }
    }
}
