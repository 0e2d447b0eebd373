package io.orderlog.access;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who a request comes from, as its token says.
 *
 * @param name the token's subject: the actor in events, and whom idempotency keys belong to
 * @param customer the only customer whose orders the client sees and touches; {@code null}: a service, which acts for any
 * @param scopes as tokens spell them, also those that mean nothing here
 */
public record Client(String name, @Nullable String customer, Set<String> scopes) {

    /** Of the request that the present thread answers, to a path that is not open to everybody. */
    public static Client current() {
        return ((ClientToken) Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication())).getPrincipal();
    }

    /** When the token of the present request expires: whoever goes on answering it has to end by then. */
    public static Instant knownUntil() {
        return ((ClientToken) Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication())).expiresAt();
    }

    public boolean has(Scope scope) {
        return scopes.contains(scope.value());
    }

    public boolean isService() {
        return customer == null;
    }

    /** Whether the client may see and touch what belongs to the customer. */
    public boolean actsFor(String anyCustomer) {
        return customer == null || customer.equals(anyCustomer);
    }
}
