package io.orderlog.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Verifies tokens, and knows those again that it has just verified: a signature costs more than the rest of a request's way to us. */
final class RememberedTokens implements AuthenticationManager {

    private static final int MOST = 10_000;
    private static final String SCOPE = "scope";

    private final JwtDecoder decoder;
    private final AccessProperties properties;
    private final Clock clock;
    private final Cache<String, ClientToken> remembered;

    RememberedTokens(JwtDecoder decoder, AccessProperties properties, Clock clock) {
        this.decoder = decoder;
        this.properties = properties;
        this.clock = clock;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(properties.rememberFor())
                .build();
    }

    @Override
    public Authentication authenticate(Authentication shown) {
        String token = ((BearerTokenAuthenticationToken) shown).getToken();
        ClientToken known = remembered.getIfPresent(token);
        if (known != null && clock.instant().minus(properties.clockSkew()).isBefore(known.expiresAt())) {
            return known;
        }
        ClientToken verified = verify(token);
        remembered.put(token, verified);
        return verified;
    }

    private ClientToken verify(String token) {
        try {
            Jwt jwt = decoder.decode(token);
            String subject = Objects.requireNonNull(jwt.getSubject());
            var client = new Client(subject, jwt.getClaimAsString(properties.customerClaim()), scopes(jwt.getClaim(SCOPE)));
            return new ClientToken(client, Objects.requireNonNull(jwt.getExpiresAt()));
        } catch (JwtValidationException e) {
            throw new InvalidBearerTokenException(String.valueOf(e.getErrors().iterator().next().getDescription()), e);
        } catch (BadJwtException e) {
            throw new InvalidBearerTokenException("The token is malformed, or not signed with a key that is trusted here", e);
        } catch (JwtException | JwtDecoderInitializationException e) {
            throw new AuthenticationServiceException("The issuer's keys cannot be read", e);
        }
    }

    /** Text with spaces as RFC 9068 has it, or a list as some issuers do. */
    private static Set<String> scopes(@Nullable Object claim) {
        return switch (claim) {
            case String text -> Stream.of(text.split(" ")).collect(Collectors.toUnmodifiableSet());
            case Collection<?> list -> list.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
            case null, default -> Set.of();
        };
    }
}
