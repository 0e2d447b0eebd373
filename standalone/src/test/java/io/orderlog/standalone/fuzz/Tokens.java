package io.orderlog.standalone.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jwt.JWTClaimsSet;
import io.orderlog.access.Scope;
import io.orderlog.access.testing.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;

/** What a request may show of who sends it: good tokens, tokens for less, and such as nobody should take. */
final class Tokens {

    static final String CUSTOMER = "17850";

    private static final Date LONG_AGO = Date.from(Instant.now().minus(Duration.ofHours(2)));
    private static final Date MUCH_LATER = Date.from(Instant.now().plus(Duration.ofHours(2)));

    private final Token everything = new Token(TestTokens.everything(), true);
    private final List<Token> limited = List.of(
            new Token(TestTokens.customer(CUSTOMER, Scope.ORDERS_READ, Scope.ORDERS_WRITE), true),
            new Token(TestTokens.customer("99999", Scope.values()), true),
            new Token(TestTokens.service("warehouse", Scope.ORDERS_READ, Scope.ORDERS_FULFIL), true),
            new Token(TestTokens.service("auditor", Scope.ORDERS_READ, Scope.AUDIT), true),
            new Token(TestTokens.service("operator", Scope.OPERATE), true),
            new Token(TestTokens.service("nobody"), true));
    private final List<Token> bad = bad();

    /** @param header empty: none is shown */
    record Token(String header, boolean isGood) {}

    Token draw(Draw draw) {
        return switch (draw.below(10)) {
            case 0, 1 -> draw.of(limited);
            case 2, 3 -> draw.of(bad);
            default -> everything;
        };
    }

    private static List<Token> bad() {
        List<String> headers = new ArrayList<>(
                List.of("", "Bearer", "Bearer ", "Bearer a.b.c", "Bearer ...", "Bearer é", "Basic YTpi", "bearer", "Digest x"));
        String good = TestTokens.everything();
        String[] parts = good.split("[ .]");
        headers.add(good.substring(0, good.length() - 40));
        headers.add(good.substring(0, good.lastIndexOf('.')));
        headers.add(good.substring(0, good.lastIndexOf('.') + 1));
        headers.add("Bearer Bearer " + parts[1]);
        headers.add(good + ", " + good);
        for (String algorithm : List.of("none", "None", "NONE", "HS256", "RS256\",\"x\":\"", "ES256")) {
            headers.add("Bearer " + encoded("{\"alg\":\"" + algorithm + "\"}") + "." + parts[2] + ".");
            headers.add("Bearer " + encoded("{\"alg\":\"" + algorithm + "\"}") + "." + parts[2] + "." + parts[3]);
        }
        headers.add("Bearer " + encoded("{\"alg\":\"RS256\",\"jku\":\"http://127.0.0.1:1/x\",\"kid\":\"../../dev/null\"}") + "." + parts[2]
                + "." + parts[3]);
        headers.add("Bearer " + encoded("[".repeat(5_000)) + "." + parts[2] + "." + parts[3]);
        // Another customer's, or with more rights, under the old signature.
        headers.add("Bearer " + parts[1] + "." + encoded(decoded(parts[2]).replace("\"tester\"", "\"shop\"")) + "." + parts[3]);
        headers.add(TestTokens.forged("shop", Scope.values()));
        headers.add(TestTokens.of(claims().audience("elsewhere").build()));
        headers.add(TestTokens.of(claims().audience(List.of()).build()));
        headers.add(TestTokens.of(claims().expirationTime(LONG_AGO).build()));
        headers.add(TestTokens.of(claims().expirationTime(null).build()));
        headers.add(TestTokens.of(claims().notBeforeTime(MUCH_LATER).build()));
        headers.add(TestTokens.of(claims().subject(null).build()));
        return headers.stream().map(header -> new Token(header, false)).toList();
    }

    private static JWTClaimsSet.Builder claims() {
        return TestTokens.claims("shop", Scope.values());
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), UTF_8);
    }
}
