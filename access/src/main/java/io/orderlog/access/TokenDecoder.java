package io.orderlog.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.core.io.Resource;
import org.springframework.security.converter.RsaKeyConverters;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

/** Makes what verifies tokens: signed by the issuer with a key pair, never with a shared secret, for us, and at this time. */
final class TokenDecoder {

    private static final int LONGEST_SUBJECT = 255;

    private TokenDecoder() {}

    /** @throws NoIssuerException if nothing says whose tokens are to be trusted */
    static JwtDecoder of(OAuth2ResourceServerProperties.Jwt keys, AccessProperties properties) {
        OAuth2TokenValidator<Jwt> validator = validator(keys.getIssuerUri(), properties);
        Resource publicKey = keys.getPublicKeyLocation();
        if (publicKey != null) {
            return valid(NimbusJwtDecoder.withPublicKey(RsaKeyConverters.x509().convert(open(publicKey))).build(), validator);
        }
        String keySet = keys.getJwkSetUri();
        if (keySet != null) {
            return valid(asymmetric(NimbusJwtDecoder.withJwkSetUri(keySet)), validator);
        }
        String issuer = keys.getIssuerUri();
        if (issuer != null) {
            // Asked for when the first token comes: the issuer need not be there before us.
            return new SupplierJwtDecoder(() -> valid(asymmetric(NimbusJwtDecoder.withIssuerLocation(issuer)), validator));
        }
        throw new NoIssuerException();
    }

    private static NimbusJwtDecoder asymmetric(NimbusJwtDecoder.JwkSetUriJwtDecoderBuilder keys) {
        return keys.jwsAlgorithms(algorithms -> algorithms.addAll(EnumSet.allOf(SignatureAlgorithm.class))).build();
    }

    private static NimbusJwtDecoder valid(NimbusJwtDecoder decoder, OAuth2TokenValidator<Jwt> validator) {
        decoder.setJwtValidator(validator);
        return decoder;
    }

    private static OAuth2TokenValidator<Jwt> validator(@Nullable String issuer, AccessProperties properties) {
        List<OAuth2TokenValidator<Jwt>> all = new ArrayList<>();
        var times = new JwtTimestampValidator(properties.clockSkew());
        times.setAllowEmptyExpiryClaim(false);
        all.add(times);
        all.add(new JwtClaimValidator<List<String>>(
                JwtClaimNames.AUD, audiences -> audiences != null && !Collections.disjoint(audiences, properties.audiences())));
        all.add(new JwtClaimValidator<Object>(JwtClaimNames.SUB, TokenDecoder::isName));
        all.add(token -> customer(token, properties.customerClaim()));
        if (issuer != null) {
            all.add(new JwtIssuerValidator(issuer));
        }
        return new DelegatingOAuth2TokenValidator<>(all);
    }

    /** A claim that is there and names nobody must not be taken for one that is missing: the client would be a service. */
    private static OAuth2TokenValidatorResult customer(Jwt token, String claim) {
        return token.hasClaim(claim) && !isName(token.getClaim(claim))
                ? OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", "The %s claim is not valid".formatted(claim), null))
                : OAuth2TokenValidatorResult.success();
    }

    private static boolean isName(@Nullable Object claim) {
        return claim instanceof String text && !text.isBlank() && text.length() <= LONGEST_SUBJECT
                && text.chars().noneMatch(Character::isISOControl);
    }

    private static InputStream open(Resource publicKey) {
        try {
            return publicKey.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException("The public key can't be read", e);
        }
    }
}
