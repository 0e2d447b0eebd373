package io.orderlog.access;

import java.io.Serial;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A client whose token was verified. It forgets the token itself, so that nothing can show it. */
final class ClientToken extends AbstractAuthenticationToken {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Client client;
    private final Instant expiresAt;

    ClientToken(Client client, Instant expiresAt) {
        super(AuthorityUtils.NO_AUTHORITIES);
        this.client = client;
        this.expiresAt = expiresAt;
        setAuthenticated(true);
    }

    Instant expiresAt() {
        return expiresAt;
    }

    @Override
    public Client getPrincipal() {
        return client;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClientToken token && token.client.equals(client) && token.expiresAt.equals(expiresAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(client, expiresAt);
    }
}
