package io.orderlog.access;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** What a request needs to be let in: a scope, and for what shows more than one customer's things, a token that is not a customer's. */
public final class Needs implements AuthorizationManager<RequestAuthorizationContext> {

    private final List<Scope> anyOf;
    private final boolean servicesOnly;

    private Needs(List<Scope> anyOf, boolean servicesOnly) {
        this.anyOf = anyOf;
        this.servicesOnly = servicesOnly;
    }

    public static Needs scope(Scope scope) {
        return new Needs(List.of(scope), false);
    }

    /** @param anyOf one of them is enough; who is refused is told of the first */
    public static Needs serviceWith(Scope... anyOf) {
        return new Needs(List.of(anyOf), true);
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext request) {
        return new Decision(authentication.get() instanceof ClientToken token && isMet(token.getPrincipal()), anyOf.getFirst());
    }

    private boolean isMet(Client client) {
        return anyOf.stream().anyMatch(client::has) && (client.isService() || !servicesOnly);
    }

    /** Tells a client that is refused what it lacks. */
    record Decision(boolean isGranted, Scope scope) implements AuthorizationResult {}
}
