package io.orderlog.query.web;

import io.orderlog.access.AccessRules;
import io.orderlog.access.Needs;
import io.orderlog.access.Scope;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.stereotype.Component;

/**
 * What each query needs, as {@code docs/security.md} shows it: a new path is under the rule of what it begins with. Whose orders a
 * customer sees is decided by {@link OwnOrdersInterceptor}.
 */
@Component
final class QueryAccess implements AccessRules {

    @Override
    public void apply(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.requestMatchers("/orders/**", "/customers/*", "/customers/*/**")
                .access(Needs.scope(Scope.ORDERS_READ))
                .requestMatchers("/customers", "/sales/**")
                .access(Needs.serviceWith(Scope.ORDERS_READ))
                .requestMatchers("/audit/**")
                .access(Needs.serviceWith(Scope.AUDIT))
                .requestMatchers("/parked/decisions")
                .access(Needs.serviceWith(Scope.OPERATE, Scope.AUDIT));
    }
}
