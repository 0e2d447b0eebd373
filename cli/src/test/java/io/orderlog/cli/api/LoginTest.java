package io.orderlog.cli.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a server that gives out numbered tokens and says what it was shown. */
class LoginTest {

    private final HttpServer server;
    private final List<String> asked = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private long life = 3_600;
    private String withdrawn = "";

    LoginTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/oauth2/token", exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            boolean known = asked.getLast().startsWith("Basic c2hvcDpzM2NyZXQ=");
            answer(exchange, known ? 200 : 401, known
                    ? "{\"access_token\": \"t%d\", \"expires_in\": %d}".formatted(asked.size(), life)
                    : "{\"error\": \"invalid_client\"}");
        });
        server.createContext("/orders", exchange -> {
            shown.add(exchange.getRequestHeaders().getFirst("Authorization"));
            answer(exchange, shown.getLast().equals(withdrawn) ? 401 : 200, "{\"id\": \"1\", \"version\": 1}");
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aTokenIsUsedUntilItIsNearlyOver() throws Exception {
        try (OrderlogApi api = api("s3cret")) {
            api.send(command());
            api.send(command());
        }

        assertThat(asked).containsExactly("Basic c2hvcDpzM2NyZXQ= grant_type=client_credentials");
        assertThat(shown).containsExactly("Bearer t1", "Bearer t1");
    }

    @Test
    void aTokenThatIsNearlyOverIsRenewed() throws Exception {
        life = 0;
        try (OrderlogApi api = api("s3cret")) {
            api.send(command());
            api.send(command());
        }

        assertThat(shown).containsExactly("Bearer t1", "Bearer t2");
    }

    @Test
    void aTokenThatIsNotTakenIsRenewedOnce() throws Exception {
        withdrawn = "Bearer t1";
        try (OrderlogApi api = api("s3cret")) {
            assertThat(api.send(command())).isInstanceOf(Answer.Accepted.class);
        }

        assertThat(shown).containsExactly("Bearer t1", "Bearer t2");
    }

    @Test
    void wrongCredentialsAreFoundOutBeforeAnythingIsSent() {
        try (OrderlogApi api = api("wrong")) {
            assertThatThrownBy(api::logIn).isInstanceOf(CredentialsException.class)
                    .hasMessage("%soauth2/token gives shop no token: 401 invalid_client", url());
        }
        assertThat(shown).isEmpty();
    }

    private OrderlogApi api(String secret) {
        return new OrderlogApi(url(), new Credentials("shop", secret, null, null), RetryPolicy.withPatience(Duration.ZERO), _ -> {});
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private static Command command() {
        return new Command("orders", "key", Map.of());
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
