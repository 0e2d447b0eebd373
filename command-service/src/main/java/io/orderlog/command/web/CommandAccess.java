package io.orderlog.command.web;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import io.orderlog.access.AccessRules;
import io.orderlog.access.Needs;
import io.orderlog.access.Scope;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.stereotype.Component;

/** What each command needs, as {@code docs/security.md} shows it; whose orders a client may touch is decided with the order at hand. */
@Component
final class CommandAccess implements AccessRules {

    @Override
    public void apply(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.requestMatchers(POST, "/orders", BatchController.PATH, "/orders/*/cancellation", "/orders/*/returns")
                .access(Needs.scope(Scope.ORDERS_WRITE))
                .requestMatchers(PATCH, "/orders/*")
                .access(Needs.scope(Scope.ORDERS_WRITE))
                .requestMatchers(DELETE, "/orders/*")
                .access(Needs.scope(Scope.ORDERS_WRITE))
                .requestMatchers("/orders/*/payments/**")
                .access(Needs.scope(Scope.ORDERS_PAY))
                .requestMatchers("/orders/*/shipments/**", "/orders/*/returns/*/**", "/orders/*/hold", "/orders/*/closure")
                .access(Needs.scope(Scope.ORDERS_FULFIL))
                // Nothing else is here; who may do anything at all is told so.
                .requestMatchers("/orders/**")
                .access(Needs.scope(Scope.ORDERS_WRITE));
    }
}
