package io.orderlog.gateway;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.setPath;
import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.web.servlet.function.RequestPredicates.methods;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import jakarta.servlet.RequestDispatcher;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchangeHandlerFunction;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Which side a request belongs to: a matter of its method, but for a few paths. */
@Configuration(proxyBeanMethods = false)
class GatewayRoutes {

    private static final RequestPredicate WRITES = methods(POST, PUT, PATCH, DELETE);
    private static final RequestPredicate READS = methods(GET, HEAD);
    /** What operators and auditors ask of the views, whatever the method. */
    private static final RequestPredicate OPERATORS = path("/rebuilds/**").or(path("/audit/**")).or(path("/parked/**"));
    /** What the gateway serves by itself: pages that show the interfaces of both sides. */
    private static final RequestPredicate OWN_PAGES = path("/swagger-ui.html").or(path("/swagger-ui-start.js")).or(path("/swagger-ui/**"));

    private static final RequestPredicate TOKENS = path("/oauth2/token").or(path("/oauth2/jwks")).or(path("/.well-known/**"));

    private final GatewayProperties properties;

    GatewayRoutes(GatewayProperties properties) {
        this.properties = properties;
    }

    @Bean
    RouterFunction<ServerResponse> routes(Problems problems) {
        RouterFunction<ServerResponse> routes = ownErrors(problems).and(errorPage(problems));
        if (properties.authorizationUrl() != null) {
            routes = routes.and(route(Side.AUTHORIZATION, TOKENS));
        }
        return routes
                .and(description(Side.COMMAND, "/openapi/command"))
                .and(description(Side.QUERY, "/openapi/query"))
                .and(route(Side.QUERY, OPERATORS))
                .and(route(Side.COMMAND, WRITES))
                .and(route(Side.QUERY, READS.and(OWN_PAGES.negate())))
                .and(otherMethods(problems));
    }

    /** Tomcat takes requests before the context is refreshed, which is when routes would learn how a request's headers are passed on. */
    @Bean
    SmartInitializingSingleton completeBeforeTheFirstRequest(ProxyExchangeHandlerFunction proxy, ApplicationContext context) {
        return () -> proxy.onApplicationEvent(new ContextRefreshedEvent(context));
    }

    /** Where Tomcat sends a request that it refuses, or that we failed to handle; when the answer has begun nothing is left to say. */
    private static RouterFunction<ServerResponse> ownErrors(Problems problems) {
        return GatewayRouterFunctions.route("own-errors")
                .route(request -> request.attributes().containsKey(RequestDispatcher.ERROR_STATUS_CODE),
                        request -> request.attributes().containsKey(Problems.ANSWERING)
                                ? ServerResponse.ok().build()
                                : problems.ownError(request))
                .build();
    }

    /** Where each server sends its own failures is no place for clients, who would be told of an error that never was. */
    private static RouterFunction<ServerResponse> errorPage(Problems problems) {
        return GatewayRouterFunctions.route("error-page").route(path("/error"), _ -> problems.notFound()).build();
    }

    private RouterFunction<ServerResponse> description(Side side, String path) {
        return GatewayRouterFunctions.route("openapi-" + side)
                .route(READS.and(path(path)), to(side))
                .before(uri(properties.urls(side).getFirst()))
                .before(setPath("/v3/api-docs"))
                .build();
    }

    private RouterFunction<ServerResponse> route(Side side, RequestPredicate predicate) {
        return GatewayRouterFunctions.route(side.toString())
                .route(predicate, to(side))
                .before(uri(properties.urls(side).getFirst()))
                .build();
    }

    private static HandlerFunction<ServerResponse> to(Side side) {
        return request -> {
            request.attributes().put(Problems.SIDE, side);
            return http().handle(request);
        };
    }

    private static RouterFunction<ServerResponse> otherMethods(Problems problems) {
        return GatewayRouterFunctions.route("other-methods")
                .route(WRITES.or(READS).negate(), request -> problems.methodNotAllowed(request.method()))
                .build();
    }
}
