package io.orderlog.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets each client ask so much and no more, so that one cannot take the house from the others.
 *
 * <p>A client is the token that it shows, which nobody has looked at yet: who makes up tokens has a new allowance with each, and therefore
 * an address has one too, for all tokens that come from it. Who is behind the same address as many others shares it with them.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class RateLimit extends OncePerRequestFilter {

    private static final int MOST_CLIENTS = 100_000;
    private static final Duration FORGET_AFTER = Duration.ofMinutes(10);

    private final GatewayProperties.RateLimit properties;
    private final Refusals refusals;
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(MOST_CLIENTS).expireAfterAccess(FORGET_AFTER).build();

    RateLimit(GatewayProperties properties, Refusals refusals) {
        this.properties = properties.rateLimit();
        this.refusals = refusals;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return properties.perSecond() == 0;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String address = request.getRemoteAddr();
        String token = request.getHeader(HttpHeaders.AUTHORIZATION);
        ConsumptionProbe ofAddress = ask("address " + address, properties.addresses());
        ConsumptionProbe ofClient = token == null ? ofAddress : ask("token " + hash(token), 1);
        long burst = token == null ? (long) properties.burst() * properties.addresses() : properties.burst();
        ConsumptionProbe tighter = ofAddress.isConsumed() ? ofClient : ofAddress;
        response.setHeader("RateLimit-Policy", "\"client\";q=%d;w=%d".formatted(burst, windowSeconds()));
        response.setHeader("RateLimit",
                "\"client\";r=%d;t=%d".formatted(tighter.getRemainingTokens(), seconds(tighter.getNanosToWaitForReset())));
        if (tighter.isConsumed()) {
            chain.doFilter(request, response);
        } else {
            long wait = Math.max(1, seconds(tighter.getNanosToWaitForRefill()));
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait));
            refusals.tooMany(response);
        }
    }

    /** @param share how many times a client's allowance it is */
    private ConsumptionProbe ask(String key, int share) {
        return buckets.get(key, _ -> Bucket.builder()
                .addLimit(limit -> limit.capacity((long) properties.burst() * share)
                        .refillGreedy((long) properties.perSecond() * share, Duration.ofSeconds(1)))
                .build()).tryConsumeAndReturnRemaining(1);
    }

    private long windowSeconds() {
        return Math.max(1, properties.burst() / properties.perSecond());
    }

    private static long seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1);
    }

    /** Tokens are not kept in memory for longer than they are passed on. */
    private static String hash(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
