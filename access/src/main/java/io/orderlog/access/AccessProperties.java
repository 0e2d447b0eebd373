package io.orderlog.access;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How tokens are read, beside the issuer and its keys, which are given as {@code spring.security.oauth2.resourceserver.jwt}.
 *
 * @param audiences of which a token must name one
 * @param customerClaim the claim that makes a token a customer's, and names the customer
 * @param clockSkew how much the issuer's clock and ours may differ, at most five minutes
 * @param rememberFor how long a token that was verified is taken again without looking at its signature; 0: never. Also how long a token
 *        may live on whose key the issuer has withdrawn.
 */
@ConfigurationProperties("orderlog.access")
record AccessProperties(
        @DefaultValue("orderlog") List<String> audiences,
        @DefaultValue("customer_id") String customerClaim,
        @DefaultValue("30s") Duration clockSkew,
        @DefaultValue("1m") Duration rememberFor) {

    private static final Duration MOST_SKEW = Duration.ofMinutes(5);

    AccessProperties {
        if (clockSkew.isNegative() || clockSkew.compareTo(MOST_SKEW) > 0) {
            throw new IllegalArgumentException("orderlog.access.clock-skew must be between 0 and 5 minutes");
        }
    }
}
