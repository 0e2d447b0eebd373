package io.orderlog.cli.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Sends commands, and repeats under the same key what was not answered. Safe for use by many threads. */
public final class OrderlogApi implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(include -> include.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(30);

    /** Too many requests, and a server or a gateway before it that cannot answer now. */
    private static final Set<Integer> TRY_AGAIN = Set.of(429, 502, 503, 504);

    private static final Pattern CONSISTENCY_TOKEN = Pattern.compile("\\d{1,9}:\\d{1,18}");

    private final URI server;
    private final @Nullable Login login;
    private final RetryPolicy retryPolicy;
    private final Consumer<String> onRetry;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /**
     * @param server the address under which {@code orders} is found
     * @param credentials to get tokens with; {@code null}: none are shown
     * @param onRetry told, before each pause, why a command has to be repeated
     */
    public OrderlogApi(URI server, @Nullable Credentials credentials, RetryPolicy retryPolicy, Consumer<String> onRetry) {
        this.server = URI.create(server.toString().endsWith("/") ? server.toString() : server + "/");
        this.login = credentials == null ? null : new Login(http, credentials, this.server);
        this.retryPolicy = retryPolicy;
        this.onRetry = onRetry;
    }

    /** @throws ServerAwayException if patience runs out before an answer comes */
    public Answer send(Command command) throws ServerAwayException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(command.path()))
                .timeout(ANSWER_TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json")
                .header("Idempotency-Key", command.idempotencyKey())
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(command.body())));
        return answer(exchange(request));
    }

    /**
     * What the server answered, whatever it was.
     *
     * @param body missing if it is not JSON
     */
    public record Reply(int status, JsonNode body) {

        public boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    /** @throws ServerAwayException if patience runs out before an answer comes */
    public Reply get(String path) throws ServerAwayException, InterruptedException {
        return reply(exchange(HttpRequest.newBuilder(server.resolve(path)).timeout(ANSWER_TIMEOUT)));
    }

    /**
     * Sends what does no harm when it is done twice.
     *
     * @throws ServerAwayException if patience runs out before an answer comes
     */
    public Reply post(String path, Object body) throws ServerAwayException, InterruptedException {
        return send("POST", path, body);
    }

    /** @throws ServerAwayException if patience runs out before an answer comes */
    public Reply patch(String path, Object body) throws ServerAwayException, InterruptedException {
        return send("PATCH", path, body);
    }

    private Reply send(String method, String path, Object body) throws ServerAwayException, InterruptedException {
        return reply(exchange(HttpRequest.newBuilder(server.resolve(path))
                .timeout(ANSWER_TIMEOUT)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))));
    }

    private static Reply reply(HttpResponse<byte[]> response) {
        try {
            return new Reply(response.statusCode(), JSON.readTree(response.body()));
        } catch (JacksonException e) {
            return new Reply(response.statusCode(), MissingNode.getInstance());
        }
    }

    /** What a problem says, in one line. */
    public static String refusal(Reply reply) {
        return (reply.status() + " " + reason(reply.body())).strip();
    }

    /**
     * Returns when a query sees everything up to the token.
     *
     * @param orderId an order to ask for
     * @return whether the query was answered at all
     * @throws ServerAwayException if the views are still behind when patience runs out
     */
    public boolean awaitVisible(String orderId, String consistencyToken) throws ServerAwayException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve("orders/" + orderId))
                .timeout(ANSWER_TIMEOUT)
                .header("Accept", "application/json, application/problem+json")
                .header("Consistency-Token", consistencyToken);
        return exchange(request).statusCode() == 200;
    }

    private HttpResponse<byte[]> exchange(HttpRequest.Builder request) throws ServerAwayException, InterruptedException {
        long start = System.nanoTime();
        for (int attempt = 1;; attempt++) {
            Duration pause = retryPolicy.pause(attempt);
            String problem;
            try {
                HttpResponse<byte[]> response = sendLoggedIn(request);
                if (!TRY_AGAIN.contains(response.statusCode())) {
                    return response;
                }
                problem = "answered " + refused(response).reason();
                pause = longer(pause, retryAfter(response));
            } catch (IOException e) {
                problem = describe(e);
            }
            Duration left = retryPolicy.patience().minusNanos(System.nanoTime() - start);
            if (!left.isPositive()) {
                throw new ServerAwayException(
                        "%s %s, for %d seconds now".formatted(server, problem, retryPolicy.patience().toSeconds()));
            }
            onRetry.accept(problem);
            Thread.sleep(shorter(pause, left));
        }
    }

    /** Once more with a new token if the first is not taken: its issuer may have changed its keys. */
    private HttpResponse<byte[]> sendLoggedIn(HttpRequest.Builder request) throws IOException, InterruptedException {
        if (login == null) {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        }
        String authorization = login.authorization();
        HttpResponse<byte[]> response =
                http.send(request.setHeader("Authorization", authorization).build(), BodyHandlers.ofByteArray());
        if (response.statusCode() != 401) {
            return response;
        }
        login.forget(authorization);
        return http.send(request.setHeader("Authorization", login.authorization()).build(), BodyHandlers.ofByteArray());
    }

    /**
     * Gets the first token, so that wrong credentials are found out before anything is sent. A server that does not answer is waited for
     * later.
     *
     * @throws CredentialsException if no token is given for these credentials
     */
    public void logIn() throws InterruptedException {
        try {
            if (login != null) {
                login.authorization();
            }
        } catch (IOException _) {
            // The first command finds it out as well, and has patience.
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        if (response.statusCode() / 100 != 2) {
            return refused(response);
        }
        try {
            JsonNode body = JSON.readTree(response.body());
            if (body.path("id").isString()) {
                boolean replayed = response.headers().firstValue("Idempotency-Replayed").map(Boolean::parseBoolean).orElse(false);
                return new Answer.Accepted(body, replayed, consistencyToken(response));
            }
        } catch (JacksonException _) {
            // Said below: it is no order.
        }
        return new Answer.Refused(response.statusCode(), "%d without an order; is this Orderlog?".formatted(response.statusCode()));
    }

    private static @Nullable String consistencyToken(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Consistency-Token")
                .filter(token -> CONSISTENCY_TOKEN.matcher(token).matches())
                .orElse(null);
    }

    private static Answer.Refused refused(HttpResponse<byte[]> response) {
        return new Answer.Refused(response.statusCode(), refusal(reply(response)));
    }

    /** From problem details (RFC 9457), as far as they are there. */
    private static String reason(JsonNode problem) {
        String detail = problem.path("detail").asString(problem.path("title").asString(""));
        String errors = problem.path("errors")
                .valueStream()
                .map(error -> error.path("field").asString("") + ": " + error.path("reason").asString(""))
                .collect(Collectors.joining("; "));
        return errors.isEmpty() ? detail : detail + " [" + errors + "]";
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        try {
            long seconds = response.headers().firstValueAsLong("Retry-After").orElse(0);
            return Duration.ofSeconds(Math.clamp(seconds, 0, LONGEST_RETRY_AFTER.toSeconds()));
        } catch (NumberFormatException aDate) {
            return Duration.ZERO;
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static String describe(IOException e) {
        return switch (e) {
            case HttpTimeoutException _ -> "did not answer in time";
            case ConnectException _ -> "cannot be reached";
            default -> "broke the connection (%s)".formatted(e.getMessage());
        };
    }
}
