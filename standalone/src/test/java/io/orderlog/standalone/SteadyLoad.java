package io.orderlog.standalone;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Orders that are placed through the gateway, and asked for at once with their token, at a steady rate. Answers that take long do not slow
 * it down before so many are under way that a machine which is too slow for the rate would be flooded.
 */
final class SteadyLoad implements AutoCloseable {

    private static final int MOST_AT_ONCE = 16;
    private static final int ATTEMPTS = 5;

    private static final String ORDER =
            """
                    {"customerId": "%s", "currency": "GBP", "lines": [{"sku": "85123A", "description": "WHITE HANGING HEART", "quantity": 6, "unitPrice": 255},
                     {"sku": "71053", "description": "WHITE METAL LANTERN", "quantity": 2, "unitPrice": 339}]}""";

    private final Launched house;
    private final long began = System.nanoTime();
    private final AtomicLong next = new AtomicLong();
    private final LongAdder placed = new LongAdder();
    private final LongAdder queried = new LongAdder();
    private final LongAdder askedAgain = new LongAdder();
    private final Queue<Long> commandNanos = new ConcurrentLinkedQueue<>();
    private final Queue<Long> queryNanos = new ConcurrentLinkedQueue<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final List<String> stale = new CopyOnWriteArrayList<>();
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private SteadyLoad(Launched house) {
        this.house = house;
    }

    static SteadyLoad start(Launched house, int perSecond) {
        SteadyLoad load = new SteadyLoad(house);
        load.clock.scheduleAtFixedRate(load::begin, 0, 1_000_000_000L / perSecond, TimeUnit.NANOSECONDS);
        return load;
    }

    long placed() {
        return placed.sum();
    }

    /** Requests that were not answered as they should have been. */
    List<String> failures() {
        return failures;
    }

    /** Answers that did not show what the token that was sent along stands for. */
    List<String> stale() {
        return stale;
    }

    String figures() {
        double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3;
        return "%,d orders placed and %,d queries in %.0f s (%.0f/s each): %d failed, %d stale, %d asked again after 503; commands %s, queries %s"
                .formatted(
                        placed.sum(), queried.sum(), seconds, placed.sum() / seconds, failures.size(), stale.size(), askedAgain.sum(),
                        percentiles(commandNanos),
                        percentiles(queryNanos));
    }

    private static String percentiles(Queue<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0
                ? "none"
                : "p50 %.1f ms, p99 %.1f ms".formatted(sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6);
    }

    private void begin() {
        if (places.tryAcquire()) {
            clients.execute(() -> {
                try {
                    placeAndAsk();
                } finally {
                    places.release();
                }
            });
        }
    }

    private void placeAndAsk() {
        long number = next.getAndIncrement();
        String customer = "load-" + number;
        try {
            long begun = System.nanoTime();
            HttpResponse<String> answer = answered(() -> house.post("/orders", ORDER.formatted(customer), "Idempotency-Key", customer));
            if (answer.statusCode() != 201) {
                failures.add("POST /orders: %d %s".formatted(answer.statusCode(), answer.body()));
                return;
            }
            commandNanos.add(System.nanoTime() - begun);
            placed.increment();
            String location = answer.headers().firstValue("Location").orElseThrow();
            String token = answer.headers().firstValue("Consistency-Token").orElseThrow();
            switch ((int) (number % 4)) {
                case 0 -> ask(location, token, "\"version\":1");
                case 1 -> ask("/orders?customer=" + customer, token, location.replace("/orders/", ""));
                case 2 -> ask(location + "/events", token, "orderlog.order.placed.v1");
                default -> ask("/customers/" + customer, token, "\"orders\":1");
            }
        } catch (IOException e) {
            failures.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(String path, String token, String promised) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        HttpResponse<String> answer = answered(() -> house.get(path, "Consistency-Token", token));
        queryNanos.add(System.nanoTime() - begun);
        queried.increment();
        if (answer.statusCode() == 404 || answer.statusCode() == 200 && !answer.body().contains(promised)) {
            stale.add("GET %s with %s: %d %s".formatted(path, token, answer.statusCode(), answer.body()));
        } else if (answer.statusCode() != 200) {
            failures.add("GET %s: %d %s".formatted(path, answer.statusCode(), answer.body()));
        }
    }

    private interface Request {

        HttpResponse<String> send() throws IOException, InterruptedException;
    }

    /** Where the machine is too slow for the rate, the honest answer is to ask again, which is counted. It comes after a wait. */
    private HttpResponse<String> answered(Request request) throws IOException, InterruptedException {
        HttpResponse<String> answer = request.send();
        for (int attempt = 1; answer.statusCode() == 503 && attempt < ATTEMPTS; attempt++) {
            askedAgain.increment();
            answer = request.send();
        }
        return answer;
    }

    /** Waits for all answers. */
    @Override
    public void close() {
        clock.shutdownNow();
        clients.close();
    }
}
