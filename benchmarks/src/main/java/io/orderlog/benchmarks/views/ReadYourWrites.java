package io.orderlog.benchmarks.views;

import io.orderlog.access.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Clients that place an order each, and ask for it as soon as they are told that it is placed. */
public final class ReadYourWrites implements AutoCloseable {

    private static final String LINE =
            "{\"sku\": \"%s\", \"description\": \"WHITE HANGING HEART T-LIGHT HOLDER\", \"quantity\": 6, \"unitPrice\": 255}";
    private static final String BODY = "{\"customerId\": \"17850\", \"currency\": \"GBP\", \"lines\": ["
            + String.join(", ", LINE.formatted("85123A"), LINE.formatted("71053"), LINE.formatted("84406B"), LINE.formatted("84029G"),
                    LINE.formatted("22752"))
            + "]}";

    private static final int UNAVAILABLE = 503;
    private static final int MOST_AT_ONCE = 1_000;
    private static final String TOKEN = TestTokens.everything();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String commands;
    private final String queries;

    public ReadYourWrites(int commandPort, int queryPort) {
        commands = "http://127.0.0.1:" + commandPort;
        queries = "http://127.0.0.1:" + queryPort;
    }

    /**
     * In nanoseconds.
     *
     * @param placed from the request to its 201
     * @param visible from the 201 to the answer of a query that carries its token
     * @param again the same query once more
     */
    public record Latencies(Histogram placed, Histogram visible, Histogram again) {

        private static Latencies empty() {
            return new Latencies(new ConcurrentHistogram(3), new ConcurrentHistogram(3), new ConcurrentHistogram(3));
        }
    }

    /** Begins at even intervals, whatever is still under way, but for a crowd that no machine could hold. */
    public Latencies run(double rate, double seconds) {
        Latencies latencies = Latencies.empty();
        Semaphore places = new Semaphore(MOST_AT_ONCE);
        ConcurrentLinkedQueue<Exception> failures = new ConcurrentLinkedQueue<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long begun = System.nanoTime();
            for (long i = 0; i < rate * seconds && failures.isEmpty(); i++) {
                long due = begun + (long) (i * 1e9 / rate);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                places.acquireUninterruptibly();
                threads.execute(() -> {
                    try {
                        placeAndAsk(latencies);
                    } catch (IOException | IllegalStateException e) {
                        failures.add(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        places.release();
                    }
                });
            }
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("A client failed", failures.peek());
        }
        return latencies;
    }

    private void placeAndAsk(Latencies latencies) throws IOException, InterruptedException {
        HttpRequest placement = HttpRequest.newBuilder(URI.create(commands + "/orders"))
                .header("Content-Type", "application/json")
                .header("Authorization", TOKEN)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(BODY))
                .build();
        HttpResponse<String> placed = timed(placement, 201, latencies.placed());
        HttpRequest query = HttpRequest.newBuilder(URI.create(queries + placed.headers().firstValue("Location").orElseThrow()))
                .header("Authorization", TOKEN)
                .header("Consistency-Token", placed.headers().firstValue("Consistency-Token").orElseThrow())
                .build();
        timed(query, 200, latencies.visible());
        timed(query, 200, latencies.again());
    }

    /** A 503 is tried again when the answer says; what that takes counts. */
    private HttpResponse<String> timed(HttpRequest request, int expected, Histogram nanos) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        while (response.statusCode() == UNAVAILABLE) {
            Thread.sleep(Duration.ofSeconds(response.headers().firstValueAsLong("Retry-After").orElse(1)));
            response = client.send(request, BodyHandlers.ofString());
        }
        nanos.recordValue(System.nanoTime() - begun);
        if (response.statusCode() != expected) {
            throw new IllegalStateException("%s: %d %s".formatted(request.uri(), response.statusCode(), response.body()));
        }
        return response;
    }

    @Override
    public void close() {
        client.close();
    }
}
