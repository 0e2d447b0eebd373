package io.orderlog.cli.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keeps a token that is good for some time yet. Safe for use by many threads. */
public final class Login {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    /** A token is renewed while it is good for at least as long as a request may take. */
    private static final Duration RESERVE = Duration.ofSeconds(60);

    private final HttpClient http;
    private final Credentials credentials;
    private final URI tokenUrl;
    private @Nullable String token;
    private Instant renewAt = Instant.EPOCH;

    /** @param server where tokens are given out unless the credentials say otherwise; ends with a slash */
    Login(HttpClient http, Credentials credentials, URI server) {
        this.http = http;
        this.credentials = credentials;
        this.tokenUrl = credentials.tokenUrl() == null ? server.resolve("oauth2/token") : credentials.tokenUrl();
    }

    /**
     * The value of the header {@code Authorization}.
     *
     * @throws IOException if nobody answers who could give a token
     * @throws CredentialsException if no token is given for these credentials
     */
    synchronized String authorization() throws IOException, InterruptedException {
        if (token == null || Instant.now().isAfter(renewAt)) {
            ask();
        }
        return "Bearer " + token;
    }

    /** A server did not take it. */
    synchronized void forget(String authorization) {
        if (authorization.equals("Bearer " + token)) {
            token = null;
        }
    }

    private void ask() throws IOException, InterruptedException {
        String scope = credentials.scope() == null ? "" : "&scope=" + URLEncoder.encode(credentials.scope(), UTF_8);
        String user = URLEncoder.encode(credentials.clientId(), UTF_8) + ":" + URLEncoder.encode(credentials.clientSecret(), UTF_8);
        HttpRequest request = HttpRequest.newBuilder(tokenUrl)
                .timeout(ANSWER_TIMEOUT)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials" + scope))
                .build();
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() == 429 || response.statusCode() >= 500) {
            throw new IOException("%s answered %d".formatted(tokenUrl, response.statusCode()));
        }
        JsonNode answer = read(response.body());
        if (response.statusCode() != 200 || !answer.path("access_token").isString()) {
            throw new CredentialsException("%s gives %s no token: %d %s"
                    .formatted(tokenUrl, credentials.clientId(), response.statusCode(), answer.path("error").asString(""))
                    .strip());
        }
        Duration life = Duration.ofSeconds(answer.path("expires_in").asLong(300));
        Duration reserve = RESERVE.compareTo(life.dividedBy(2)) < 0 ? RESERVE : life.dividedBy(2);
        token = answer.path("access_token").stringValue();
        renewAt = Instant.now().plus(life).minus(reserve);
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }
}
