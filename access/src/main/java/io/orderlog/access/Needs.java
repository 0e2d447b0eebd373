package io.orderlog.access;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** What a request needs to be let in: a scope, and for what shows more than one customer's things, a token that is not a customer's. */
public final class Needs implements AuthorizationManager<RequestAuthorizationContext> {

    private final Scope scope;
    private final boolean servicesOnly;

    private Needs(Scope scope, boolean servicesOnly) {
        this.scope = scope;
        this.servicesOnly = servicesOnly;
    }

    public static Needs scope(Scope scope) {
        return new Needs(scope, false);
    }

    public static Needs serviceWith(Scope scope) {
        return new Needs(scope, true);
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext request) {
        return new Decision(authentication.get() instanceof ClientToken token && isMet(token.getPrincipal()), scope);
    }

    private boolean isMet(Client client) {
        return client.has(scope) && (client.isService() || !servicesOnly);
    }

    /** Tells a client that is refused what it lacks. */
    record Decision(boolean isGranted, Scope scope) implements AuthorizationResult {}
}
