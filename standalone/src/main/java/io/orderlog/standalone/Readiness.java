package io.orderlog.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Waits until a service says of itself that it can serve. */
final class Readiness {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Readiness() {}

    /**
     * However long it takes: a service that reads a long log is slow, not broken.
     *
     * @throws StartFailure if the service gives a reason not to be ready, which waiting does not change
     */
    static void await(String name, String address) {
        HttpRequest question = HttpRequest.newBuilder(URI.create(address + "/actuator/health/readiness")).build();
        Instant sayWhy = Instant.now().plus(PATIENCE);
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(question, BodyHandlers.ofString());
            while (answer.statusCode() != 200) {
                if (Instant.now().isAfter(sayWhy)) {
                    requireNoReason(name, answer.body());
                    Screen.waiting(name);
                    sayWhy = Instant.MAX;
                }
                Thread.sleep(PAUSE);
                answer = client.send(question, BodyHandlers.ofString());
            }
        } catch (IOException e) {
            throw new StartFailure("%s does not answer: %s.".formatted(name, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Orderlog was ended while it was starting.");
        }
    }

    private static void requireNoReason(String name, String health) {
        for (JsonNode component : JSON.readTree(health).path("components")) {
            JsonNode reason = component.at("/details/reason");
            if (reason.isString() && component.path("status").asString().equals("DOWN")) {
                throw new StartFailure("%s refuses to work. %s".formatted(name, reason.stringValue()));
            }
        }
    }
}
