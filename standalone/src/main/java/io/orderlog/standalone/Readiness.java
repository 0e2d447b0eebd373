package io.orderlog.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/** Waits until a service says of itself that it can serve. */
final class Readiness {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Readiness() {}

    /** However long it takes: a service that reads a long log is slow, not broken. */
    static void await(String name, String address) {
        HttpRequest question = HttpRequest.newBuilder(URI.create(address + "/actuator/health/readiness")).build();
        Instant sayWhy = Instant.now().plus(PATIENCE);
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(question, BodyHandlers.ofString());
            while (answer.statusCode() != 200) {
                if (Instant.now().isAfter(sayWhy)) {
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
}
