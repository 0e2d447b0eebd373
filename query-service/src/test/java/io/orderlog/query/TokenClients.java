package io.orderlog.query;

import io.orderlog.order.OrderEvent;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Write and read what they wrote, again and again. At the end, each must always have seen what its token promised. */
final class TokenClients implements AutoCloseable {

    private static final int CLIENTS = 4;

    private final TestHouse house;
    private final ConfigurableApplicationContext service;
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private volatile boolean stopped;

    private TokenClients(TestHouse house, ConfigurableApplicationContext service) {
        this.house = house;
        this.service = service;
    }

    static TokenClients start(TestHouse house, ConfigurableApplicationContext service) {
        TokenClients clients = new TokenClients(house, service);
        for (int i = 0; i < CLIENTS; i++) {
            clients.threads.add(Thread.ofVirtual().start(clients::writeAndRead));
        }
        return clients;
    }

    int answered() {
        return answered.get();
    }

    private void writeAndRead() {
        try {
            while (!stopped) {
                UUID order = TestOrders.id();
                expect(order, 1, append(order, TestOrders.placed()));
                expect(order, 2, append(order, new OrderEvent.PaymentReceived("ch_1", 100)));
            }
        } catch (Exception e) {
            failures.add(e.toString());
        }
    }

    private String append(UUID order, OrderEvent event) throws Exception {
        synchronized (house) {
            return house.log().append(order, event);
        }
    }

    /** The history and the order are two views; both must be of the same moment or later. */
    private void expect(UUID order, long version, String token) throws Exception {
        HttpResponse<String> document = house.get(service, "/orders/" + order, "Consistency-Token", token);
        HttpResponse<String> events = house.get(service, "/orders/" + order + "/events", "Consistency-Token", token);
        if (document.statusCode() != 200 || TestHouse.json(document).get("version").asLong() != version) {
            failures.add("version %d: %d %s".formatted(version, document.statusCode(), document.body()));
        }
        JsonNode items = events.statusCode() == 200 ? TestHouse.json(events).get("items") : null;
        if (items == null || items.size() != version) {
            failures.add("events up to %d: %d %s".formatted(version, events.statusCode(), events.body()));
        }
        answered.incrementAndGet();
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(String.join("\n", failures));
        }
    }
}
