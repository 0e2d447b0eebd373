package io.orderlog.chaos.clients;

import io.orderlog.access.testing.TestTokens;
import io.orderlog.chaos.house.Instance;
import io.orderlog.command.log.Receipt;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Clients that change the same orders at the same time, each through any instance, and note down all that they ask and are told. */
public final class Clients implements AutoCloseable {

    /** How long a client waits for an answer; longer than any instance that works takes. */
    public static final Duration PATIENCE = Duration.ofSeconds(12);

    private static final int COUNT = 12;
    private static final int MAX_ATTEMPTS = 12;
    private static final int MAX_THOUGHT_MILLIS = 150;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final List<Instance> instances;
    private final OrdersInPlay orders = new OrdersInPlay();
    private final AtomicInteger changes = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    private Clients(List<Instance> instances) {
        this.instances = instances;
    }

    public static Clients start(List<Instance> instances, long seed) {
        Clients clients = new Clients(instances);
        for (int number = 0; number < COUNT; number++) {
            int client = number;
            RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed + number);
            clients.threads.add(Thread.ofVirtual().name("client-" + number).start(() -> clients.play(client, random)));
        }
        return clients;
    }

    /** Nobody asks but who calls {@link #ask}. */
    public static Clients idle(List<Instance> instances) {
        return new Clients(instances);
    }

    /** Lets every client finish what it is at, and returns all that they noted down. */
    public List<Attempt> end() throws InterruptedException {
        ended = true;
        for (Thread thread : threads) {
            thread.join();
        }
        return List.copyOf(attempts);
    }

    /** One attempt more, noted down as well. */
    public Attempt ask(int client, Instance instance, Request request) throws InterruptedException {
        String correlationId = "attempt-" + sent.incrementAndGet();
        HttpRequest.Builder builder = HttpRequest.newBuilder(instance.url(path(request)))
                .timeout(PATIENCE)
                .header(TestTokens.HEADER, TestTokens.everything())
                .header("X-Correlation-Id", correlationId);
        String body = request.action().body();
        builder.method(request.action().method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            builder.header("Content-Type", "application/json");
        }
        if (request.key() != null) {
            builder.header("Idempotency-Key", request.key());
        }
        if (request.ifMatch() != null) {
            builder.header("If-Match", "\"" + request.ifMatch() + "\"");
        }
        long invokedAt = System.nanoTime();
        Answer answer = send(builder.build(), request);
        Attempt attempt =
                new Attempt(client, instance.number(), request, correlationId, invokedAt, System.nanoTime(), answer);
        attempts.add(attempt);
        return attempt;
    }

    private Answer send(HttpRequest request, Request asked) throws InterruptedException {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return AnswerReader.read(response, asked);
        } catch (ConnectException e) {
            return new Answer.NotSent();
        } catch (IOException e) {
            return new Answer.Silence(e.toString());
        }
    }

    private static String path(Request request) {
        String path = request.action().path();
        return request.orderId() == null ? path : "/orders/%s%s".formatted(request.orderId(), path);
    }

    private void play(int client, RandomGenerator random) {
        try {
            while (!ended) {
                OrdersInPlay.Played order = orders.any(random);
                Attempt last = untilKnown(client, next(order, random), random);
                Receipt receipt = last.receipt();
                if (receipt != null) {
                    order.learn(receipt.orderId(), receipt.version());
                    repeatForNoReason(client, last.request(), random);
                }
                Thread.sleep(random.nextInt(MAX_THOUGHT_MILLIS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Half of the changes have a key, and a quarter tells the version that the order must have, which may be an old one. */
    private Request next(OrdersInPlay.Played order, RandomGenerator random) {
        if (order.id() == null) {
            return order.placement;
        }
        int number = changes.incrementAndGet();
        String key = random.nextBoolean() ? null : "change-" + number;
        Long ifMatch = random.nextInt(4) > 0 ? null : order.lastSeen();
        return new Request(Workload.change(random, number), order.id(), key, ifMatch);
    }

    /** As the documentation of the interface tells clients: what is not known is asked again with the same key, here or elsewhere. */
    private Attempt untilKnown(int client, Request request, RandomGenerator random) throws InterruptedException {
        Attempt attempt = ask(client, anyInstance(random), request);
        for (int attempts = 1; !attempt.isDefinite() && request.key() != null && attempts < MAX_ATTEMPTS && !ended; attempts++) {
            Thread.sleep(100L * attempts);
            attempt = ask(client, anyInstance(random), request);
        }
        return attempt;
    }

    private void repeatForNoReason(int client, Request request, RandomGenerator random) throws InterruptedException {
        if (request.key() == null) {
            return;
        }
        switch (random.nextInt(30)) {
            case 0, 1, 2 -> ask(client, anyInstance(random), request);
            case 3 -> ask(client, anyInstance(random), withAnotherContent(request, random));
            default -> {
            }
        }
    }

    private Request withAnotherContent(Request request, RandomGenerator random) {
        int number = changes.incrementAndGet();
        Action other = request.action().isPlacement() ? Workload.placement(-number) : Workload.change(random, number);
        return new Request(other, request.orderId(), request.key(), request.ifMatch());
    }

    private Instance anyInstance(RandomGenerator random) {
        return instances.get(random.nextInt(instances.size()));
    }

    @Override
    public void close() {
        ended = true;
        http.shutdownNow();
    }
}
