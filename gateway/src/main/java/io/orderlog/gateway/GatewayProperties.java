package io.orderlog.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the gateway reaches the two sides.
 *
 * @param commandUrl the instances of the command side, each scheme, host and port only
 * @param queryUrl the instances of the query side, likewise
 * @param authorizationUrl an authorization server that has no address of its own for clients; {@code null}: there is none
 * @param sslBundle the SSL bundle that says which certificates of sides with https addresses are trusted, and which one is shown to them;
 *        {@code null}: those that Java trusts
 * @param connectTimeout how long to wait for a connection
 * @param readTimeout how long a side may be silent, before its answer or within it, before we give up; a side that sends
 *        events therefore sends a sign of life more often than that
 * @param retryAfter when a client should try again after a 503; whole seconds
 * @param connectionsPerSide the most requests that are under way to one side; as many again wait, and more are turned away
 * @param waitingPerSide the most event streams and long polls that are under way to one side, apart from the other requests
 * @param maxBody the largest body that is passed on, if it says how large it is; the sides count those that do not
 * @param maxBatch the same for batches of orders
 * @param allowedOrigins the sites whose pages may ask from a browser; none by itself
 * @param rateLimit how much a client may ask
 */
@ConfigurationProperties("orderlog.gateway")
record GatewayProperties(
        @DefaultValue("http://localhost:8081") List<URI> commandUrl,
        @DefaultValue("http://localhost:8082") List<URI> queryUrl,
        @Nullable URI authorizationUrl,
        @Nullable String sslBundle,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("30s") Duration readTimeout,
        @DefaultValue("1s") Duration retryAfter,
        @DefaultValue("1024") int connectionsPerSide,
        @DefaultValue("10000") int waitingPerSide,
        @DefaultValue("2MB") DataSize maxBody,
        @DefaultValue("256MB") DataSize maxBatch,
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue RateLimit rateLimit) {

    /**
     * @param perSecond requests that a client may send each second in the long run; 0: as many as it likes
     * @param burst requests that it may send at once after it was silent for a while
     * @param addresses how many clients may come from one network address at their full rate
     */
    record RateLimit(@DefaultValue("2000") int perSecond, @DefaultValue("10000") int burst, @DefaultValue("10") int addresses) {}

    /** Of the side's instances; none if there is no such side. */
    List<URI> urls(Side side) {
        return switch (side) {
            case COMMAND -> commandUrl;
            case QUERY -> queryUrl;
            case AUTHORIZATION -> authorizationUrl == null ? List.of() : List.of(authorizationUrl);
        };
    }
}
