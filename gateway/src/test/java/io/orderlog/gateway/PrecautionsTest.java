package io.orderlog.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What the gateway does for the sides before it passes anything on. */
class PrecautionsTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private TestSide side;

    @SuppressWarnings("NullAway.Init")
    private ConfigurableApplicationContext gateway;

    @BeforeEach
    void start() throws Exception {
        side = TestSide.named("side");
    }

    @AfterEach
    void stop() {
        gateway.close();
        side.close();
        client.close();
    }

    @Test
    void aClientThatAsksTooMuchIsTurnedAwayAndToldForHowLongAndOthersAreNot() throws Exception {
        open("rate-limit.per-second=1", "rate-limit.burst=3");
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            answers.add(get("/orders", "Authorization", "Bearer one"));
        }

        assertThat(answers.subList(0, 3)).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        assertThat(header(answers.getFirst(), "RateLimit-Policy")).isEqualTo("\"client\";q=3;w=3");
        assertThat(header(answers.getFirst(), "RateLimit")).startsWith("\"client\";r=2;t=");
        HttpResponse<String> refused = answers.getLast();
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(header(refused, "Retry-After")).isEqualTo("1");
        assertThat(header(refused, "RateLimit")).startsWith("\"client\";r=0;t=");
        assertThat(header(refused, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.body()).contains("/problems/too-many-requests");
        assertThat(get("/orders", "Authorization", "Bearer two").statusCode()).isEqualTo(200);
    }

    @Test
    void whoMakesUpTokensIsHeldByItsAddress() throws Exception {
        open("rate-limit.per-second=1", "rate-limit.burst=3", "rate-limit.addresses=2");

        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            statuses.add(get("/orders", "Authorization", "Bearer made-up-" + i).statusCode());
        }

        assertThat(statuses.subList(0, 6)).containsOnly(200);
        assertThat(statuses.getLast()).isEqualTo(429);
    }

    @Test
    void behindALoadBalancerEachClientHasItsOwnAddressIfTheGatewayIsToldSo() throws Exception {
        gateway = run("server.forward-headers-strategy=native", "orderlog.gateway.rate-limit.per-second=1",
                "orderlog.gateway.rate-limit.burst=3", "orderlog.gateway.rate-limit.addresses=1");

        for (String client : List.of("203.0.113.1", "203.0.113.2")) {
            HttpResponse<String> first = get("/orders", "X-Forwarded-For", client, "X-Forwarded-Proto", "https");
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(header(first, "Strict-Transport-Security")).isEqualTo("max-age=31536000");
            assertThat(statusesOf(10, _ -> client)).contains(429);
        }
    }

    @Test
    void otherwiseNobodyIsBelievedWhatAddressAClientHas() throws Exception {
        open("rate-limit.per-second=1", "rate-limit.burst=3", "rate-limit.addresses=1");

        assertThat(statusesOf(10, number -> "203.0.113." + number)).contains(429);
    }

    private List<Integer> statusesOf(int requests, IntFunction<String> address) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            statuses.add(get("/orders", "X-Forwarded-For", address.apply(i)).statusCode());
        }
        return statuses;
    }

    @Test
    void pagesOfOtherSitesMayAskNothing() throws Exception {
        open();

        assertThat(preflight("https://shop.example.org").headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        assertThat(get("/orders", "Origin", "https://shop.example.org").headers().map().keySet())
                .noneMatch(name -> name.startsWith("access-control"));
    }

    @Test
    void butThoseThatAreNamed() throws Exception {
        open("allowed-origins=https://shop.example.org");

        assertThat(header(preflight("https://shop.example.org"), "Access-Control-Allow-Origin")).isEqualTo("https://shop.example.org");
        assertThat(preflight("https://other.example.org").statusCode()).isEqualTo(403);
    }

    @Test
    void browsersTakeAnswersForWhatTheyAre() throws Exception {
        open();
        HttpResponse<String> data = get("/orders");

        assertThat(header(data, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(data, "Content-Security-Policy")).isEqualTo("default-src 'none'; frame-ancestors 'none'");
        assertThat(header(data, "Referrer-Policy")).isEqualTo("no-referrer");
        HttpResponse<String> page = get("/swagger-ui.html");
        assertThat(header(page, "Content-Security-Policy")).contains("default-src 'self'").doesNotContain("script-src");
        assertThat(page.body()).doesNotContain("<script>");
        assertThat(get("/swagger-ui-start.js").body()).contains("SwaggerUIBundle");
    }

    @Test
    void aBodyThatSaysThatItIsTooLargeIsRefused() throws Exception {
        open("max-body=1KB", "max-batch=4KB");

        HttpResponse<String> refused = post("/orders", 2_000);
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("/problems/body-too-large");
        assertThat(post("/orders", 1_000).statusCode()).isEqualTo(200);
        assertThat(post("/orders/batch", 2_000).statusCode()).isEqualTo(200);
        assertThat(post("/orders/batch", 5_000).statusCode()).isEqualTo(413);
    }

    private void open(String... settings) {
        gateway = run(Stream.of(settings).map(setting -> "orderlog.gateway." + setting).toArray(String[]::new));
    }

    private ConfigurableApplicationContext run(String... settings) {
        String[] arguments = Stream.concat(
                Stream.of("--server.port=0", "--management.server.port=", "--orderlog.gateway.command-url=" + side.url(),
                        "--orderlog.gateway.query-url=" + side.url()),
                Stream.of(settings).map(setting -> "--" + setting)).toArray(String[]::new);
        return new SpringApplicationBuilder(GatewayApplication.class).properties("spring.config.name=gateway").run(arguments);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, int length) throws Exception {
        return client.send(request(path).POST(BodyPublishers.ofString("x".repeat(length))).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> preflight(String origin) throws Exception {
        HttpRequest request = request("/orders").method("OPTIONS", BodyPublishers.noBody())
                .headers("Origin", origin, "Access-Control-Request-Method", "POST")
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + gateway.getEnvironment().getRequiredProperty("local.server.port") + path));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }
}
