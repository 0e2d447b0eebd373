package io.orderlog.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.orderlog.access.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {

    private final HttpClient client = HttpClient.newHttpClient();
    @SuppressWarnings("NullAway.Init")
    private ConfigurableApplicationContext service;

    @BeforeAll
    void start() {
        service = run(TestTokens.settings());
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void whoShowsATokenWithTheScopeIsLetInByItsSubject() throws Exception {
        assertThat(get("/orders", TestTokens.service("shop", Scope.ORDERS_READ)).body()).isEqualTo("shop of null");
        assertThat(get("/orders", TestTokens.customer("17850", Scope.ORDERS_READ)).body()).isEqualTo("user-of-17850 of 17850");
    }

    @Test
    void whoShowsNothingIsToldToShowAToken() throws Exception {
        HttpResponse<String> answer = get("/orders", null);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"type\":\"/problems/unauthenticated\"", "\"instance\":\"/orders\"");
    }

    @Test
    void whoseTokenLacksTheScopeIsToldWhichOne() throws Exception {
        HttpResponse<String> answer = get("/orders", TestTokens.service("shop", Scope.ORDERS_WRITE));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer error=\"insufficient_scope\", scope=\"orders:read\"");
        assertThat(answer.body()).contains("\"type\":\"/problems/forbidden\"", "orders:read");
    }

    @Test
    void aCustomersTokenDoesNotDoForWhatIsForServices() throws Exception {
        assertThat(get("/sales", TestTokens.service("shop", Scope.ORDERS_READ)).statusCode()).isEqualTo(200);
        assertThat(get("/sales", TestTokens.customer("17850", Scope.ORDERS_READ)).statusCode()).isEqualTo(403);
    }

    @Test
    void whatNoRuleNamesIsForOperators() throws Exception {
        assertThat(get("/forgotten", TestTokens.service("operator", Scope.OPERATE)).statusCode()).isEqualTo(200);
        assertThat(get("/forgotten", TestTokens.service("shop", Scope.ORDERS_READ)).statusCode()).isEqualTo(403);
    }

    @Test
    void aTokenThatIsNotForUsAndNowIsRefused() throws Exception {
        Instant now = Instant.now();
        JWTClaimsSet.Builder foreign = TestTokens.claims("shop", Scope.ORDERS_READ).audience("another");
        JWTClaimsSet.Builder forNobody = TestTokens.claims("shop", Scope.ORDERS_READ).audience(List.of());
        JWTClaimsSet.Builder expired = TestTokens.claims("shop", Scope.ORDERS_READ).expirationTime(Date.from(now.minusSeconds(40)));
        JWTClaimsSet.Builder forEver = TestTokens.claims("shop", Scope.ORDERS_READ).expirationTime(null);
        JWTClaimsSet.Builder tooEarly = TestTokens.claims("shop", Scope.ORDERS_READ).notBeforeTime(Date.from(now.plusSeconds(40)));
        JWTClaimsSet.Builder nobodys = TestTokens.claims("shop", Scope.ORDERS_READ).subject(null);
        JWTClaimsSet.Builder ofNoCustomer = TestTokens.claims("shop", Scope.ORDERS_READ).claim("customer_id", List.of("17850"));

        for (JWTClaimsSet.Builder claims : List.of(foreign, forNobody, expired, forEver, tooEarly, nobodys, ofNoCustomer)) {
            HttpResponse<String> answer = get("/orders", TestTokens.of(claims.build()));
            assertThat(answer.statusCode()).as(claims.build().toString()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Bearer error=\"invalid_token\"");
        }
    }

    @Test
    void clocksMayDifferALittle() throws Exception {
        JWTClaimsSet justExpired =
                TestTokens.claims("shop", Scope.ORDERS_READ).expirationTime(Date.from(Instant.now().minusSeconds(10))).build();

        assertThat(get("/orders", TestTokens.of(justExpired)).statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenThatIsNotSignedByTheIssuersKeyIsRefused() throws Exception {
        JWTClaimsSet claims = TestTokens.claims("shop", Scope.ORDERS_READ).build();
        String genuine = TestTokens.of(claims);
        String changed = genuine.replaceFirst("\\.[^.]*\\.", "." + base64(claims.toString().replace("shop", "boss")) + ".");

        for (String token : List.of(
                TestTokens.forged("shop", Scope.ORDERS_READ), changed, "Bearer " + new PlainJWT(claims).serialize(),
                "Bearer " + signedWithASharedSecret(claims), "Bearer x", "Bearer a.b.c")) {
            assertThat(get("/orders", token).statusCode()).as(token).isEqualTo(401);
        }
    }

    /** The trick of passing the public key off as a shared secret. */
    private static String signedWithASharedSecret(JWTClaimsSet claims) throws JOSEException, IOException {
        String location = TestTokens.settings().getFirst().replaceFirst(".*=", "");
        byte[] publicKey = Files.readAllBytes(Path.of(URI.create(location)));
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        token.sign(new MACSigner(publicKey));
        return token.serialize();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void aRememberedTokenExpiresAsWell() throws Exception {
        Instant expires = Instant.now().minusSeconds(28);
        String token = TestTokens.of(TestTokens.claims("shop", Scope.ORDERS_READ).expirationTime(Date.from(expires)).build());

        assertThat(get("/orders", token).statusCode()).isEqualTo(200);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> get("/orders", token).statusCode() == 401);
    }

    @Test
    void withoutAnIssuerNothingStarts() {
        assertThatThrownBy(() -> run(List.of())).rootCause()
                .isInstanceOf(NoIssuerException.class)
                .hasMessage("No issuer of tokens is configured, and without one nobody could be told from anybody.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwk-set-uri=http://127.0.0.1:1/keys", "issuer-uri=http://127.0.0.1:1"})
    void anIssuerThatDoesNotAnswerIsOurFaultAndNotTheTokens(String setting) throws Exception {
        try (var lonely = run(List.of("--spring.security.oauth2.resourceserver.jwt." + setting))) {
            HttpResponse<String> answer = get(lonely, "/orders", TestTokens.everything());

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        }
    }

    @Test
    void anIssuerIsAskedForItsKeysAndOnlyWhatItGaveToOurAudienceIsTaken() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("first").generate();
        try (var issuer = new TestIssuer(new JWKSet(key.toPublicJWK()));
                var guarded = run(List.of("--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer.uri(),
                        "--orderlog.access.audiences=warehouse,shop", "--orderlog.access.customer-claim=account"))) {
            JWTClaimsSet.Builder right = TestTokens.claims("ann", Scope.ORDERS_READ).issuer(issuer.uri()).audience("shop");
            JWTClaimsSet.Builder foreign = TestTokens.claims("ann", Scope.ORDERS_READ).issuer("http://elsewhere").audience("shop");
            JWTClaimsSet.Builder forOthers = TestTokens.claims("ann", Scope.ORDERS_READ).issuer(issuer.uri());

            assertThat(get(guarded, "/orders", signed(right.claim("account", "17850").build(), key)).body()).isEqualTo("ann of 17850");
            assertThat(get(guarded, "/orders", signed(foreign.build(), key)).statusCode()).isEqualTo(401);
            assertThat(get(guarded, "/orders", signed(forOthers.build(), key)).statusCode()).isEqualTo(401);
            assertThat(get(guarded, "/orders", TestTokens.of(right.build())).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void clocksThatDifferByMoreThanMinutesAreNotBorneWith() {
        List<String> settings = new ArrayList<>(TestTokens.settings());
        settings.add("--orderlog.access.clock-skew=10d");

        assertThatThrownBy(() -> run(settings)).rootCause().hasMessageContaining("orderlog.access.clock-skew");
    }

    private static String signed(JWTClaimsSet claims, ECKey key) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
        token.sign(new ECDSASigner(key));
        return "Bearer " + token.serialize();
    }

    private HttpResponse<String> get(String path, @Nullable String token) throws Exception {
        return get(service, path, token);
    }

    private HttpResponse<String> get(ConfigurableApplicationContext from, String path, @Nullable String token)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://localhost:" + from.getEnvironment().getRequiredProperty("local.server.port") + path));
        if (token != null) {
            request.header(TestTokens.HEADER, token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static ConfigurableApplicationContext run(List<String> settings) {
        List<String> arguments = new ArrayList<>(settings);
        arguments.addAll(List.of("--server.port=0", "--spring.main.banner-mode=off"));
        return new SpringApplicationBuilder(Service.class).run(arguments.toArray(String[]::new));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @RestController
    static class Service {

        @Bean
        AccessRules rules() {
            return requests -> requests.requestMatchers("/orders")
                    .access(Needs.scope(Scope.ORDERS_READ))
                    .requestMatchers("/sales")
                    .access(Needs.serviceWith(Scope.ORDERS_READ));
        }

        @GetMapping({"/orders", "/sales", "/forgotten"})
        String who() {
            return "%s of %s".formatted(Client.current().name(), Client.current().customer());
        }
    }
}
