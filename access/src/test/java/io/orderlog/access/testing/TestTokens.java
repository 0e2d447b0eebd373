package io.orderlog.access.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.orderlog.access.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An issuer without a server: it signs with a key of this process, and services trust it whose settings are {@link #settings}, also in
 * processes of their own.
 */
public final class TestTokens {

    /** What tokens are called by their bearer in a request. */
    public static final String HEADER = "Authorization";

    private static final Duration LIFE = Duration.ofHours(12);
    private static final KeyPair KEYS = generate();
    private static final Path PUBLIC_KEY = writePublicKey();
    private static final String EVERYTHING = service("tester", Scope.values());

    private TestTokens() {}

    /** The settings that make a service trust these tokens, as arguments of a command line. */
    public static List<String> settings() {
        return List.of("--spring.security.oauth2.resourceserver.jwt.public-key-location=" + PUBLIC_KEY.toUri());
    }

    /** {@code Bearer ...} of a service that may do everything. */
    public static String everything() {
        return EVERYTHING;
    }

    /** {@code Bearer ...} of a service. */
    public static String service(String name, Scope... scopes) {
        return bearer(sign(claims(name, scopes).build(), KEYS));
    }

    /** {@code Bearer ...} of a customer. */
    public static String customer(String customer, Scope... scopes) {
        return bearer(sign(claims("user-of-" + customer, scopes).claim("customer_id", customer).build(), KEYS));
    }

    /** {@code Bearer ...} with other claims than usual. */
    public static String of(JWTClaimsSet claims) {
        return bearer(sign(claims, KEYS));
    }

    /** {@code Bearer ...} that is signed with a key that nobody trusts. */
    public static String forged(String name, Scope... scopes) {
        return bearer(sign(claims(name, scopes).build(), generate()));
    }

    /** What a token usually claims. */
    public static JWTClaimsSet.Builder claims(String name, Scope... scopes) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder().subject(name)
                .audience("orderlog")
                .issueTime(Date.from(now.minus(Duration.ofHours(1))))
                .expirationTime(Date.from(now.plus(LIFE)))
                .claim("scope", Stream.of(scopes).map(Scope::value).collect(Collectors.joining(" ")));
    }

    private static String bearer(String token) {
        return "Bearer " + token;
    }

    private static String sign(JWTClaimsSet claims, KeyPair keys) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims);
            token.sign(new RSASSASigner(keys.getPrivate()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path writePublicKey() {
        try {
            Path file = Files.createTempFile("orderlog-test-key-", ".pem");
            file.toFile().deleteOnExit();
            String key = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(KEYS.getPublic().getEncoded());
            return Files.writeString(file, "-----BEGIN PUBLIC KEY-----\n" + key + "\n-----END PUBLIC KEY-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
