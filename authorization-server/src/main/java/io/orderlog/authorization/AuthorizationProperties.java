package io.orderlog.authorization;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How tokens are given out.
 *
 * @param issuer the address that clients know
 * @param secrets the folder of the key and the clients' secrets
 * @param tokenLife long enough to try things out for a while
 */
@ConfigurationProperties("orderlog.authorization")
record AuthorizationProperties(URI issuer, Path secrets, @DefaultValue("1h") Duration tokenLife) {}
