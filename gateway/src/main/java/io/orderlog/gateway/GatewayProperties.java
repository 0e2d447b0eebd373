package io.orderlog.gateway;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the gateway reaches the two sides.
 *
 * @param commandUrl the command side, scheme, host and port only
 * @param queryUrl the query side, scheme, host and port only
 * @param connectTimeout how long to wait for a connection
 * @param readTimeout how long a side may be silent, before its answer or within it, before we give up; a side that sends
 *        events therefore sends a sign of life more often than that
 * @param retryAfter when a client should try again after a 503; whole seconds
 * @param connectionsPerSide the most requests that are under way to one side; as many again wait, and more are turned away
 */
@ConfigurationProperties("orderlog.gateway")
record GatewayProperties(
        @DefaultValue("http://localhost:8081") URI commandUrl,
        @DefaultValue("http://localhost:8082") URI queryUrl,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("30s") Duration readTimeout,
        @DefaultValue("1s") Duration retryAfter,
        @DefaultValue("1024") int connectionsPerSide) {

    URI url(Side side) {
        return switch (side) {
            case COMMAND -> commandUrl;
            case QUERY -> queryUrl;
        };
    }
}
