package io.orderlog.authorization;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The secrets are random and as long as a key, and lie in files beside us: hashing them would only cost time. */
final class PlainSecrets implements PasswordEncoder {

    @Override
    public @Nullable String encode(@Nullable CharSequence secret) {
        return secret == null ? null : secret.toString();
    }

    @Override
    public boolean matches(@Nullable CharSequence shown, @Nullable String kept) {
        return shown != null && kept != null && MessageDigest.isEqual(shown.toString().getBytes(UTF_8), kept.getBytes(UTF_8));
    }
}
