package io.orderlog.standalone.fuzz;

import static java.util.Objects.requireNonNull;

import io.orderlog.access.testing.TestTokens;
import io.orderlog.standalone.WatchedHouse;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Hostile requests to a house, a few at a time, and what is to be complained of. */
final class Run implements AutoCloseable {

    /** In a row: more than chance takes from a request that is not legible. */
    private static final int LOST_ANSWERS = 5;
    private static final int AT_ONCE = 8;
    private static final String ORDER =
            """
                    {"customerId": "%s", "currency": "GBP", "lines": [{"sku": "85123A", "description": "WHITE HANGING HEART", "quantity": 60, "unitPrice": 255},
                     {"sku": "71053", "quantity": 20, "unitPrice": 339}]}""";
    private static final Pattern CURSOR = Pattern.compile("cursor=([^&\"]+)");

    private final WatchedHouse house;
    private final Map<Operation, Integer> ports = new ConcurrentHashMap<>();
    private final HostileRequests requests;
    private final Oracle oracle;
    private final Ledger ledger;
    private final ViewsLedger views;
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();
    private final ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory());

    Run(WatchedHouse house, long seed) throws Exception {
        this.house = house;
        List<String> orders = placeOrders();
        List<Operation> operations = new ArrayList<>();
        for (var service : List.of(house.command(), house.query())) {
            String path = service == house.command() ? "/openapi/command" : "/openapi/query";
            List<Operation> described = Operation.allOf(JsonMapper.shared().readTree(get(path).body()));
            described.forEach(operation -> ports.put(operation, house.port(service)));
            operations.addAll(described);
        }
        this.requests = new HostileRequests(seed, operations, orders, cursors());
        this.oracle = Oracle.documented();
        this.ledger = new Ledger(house.kafka().bootstrapServers());
        this.views = new ViewsLedger(house.database());
    }

    /** Sends the requests of these numbers, and returns when all are answered. */
    void send(long from, long to) throws Exception {
        clients.invokeAll(LongStream.range(from, to).mapToObj(number -> Executors.callable(() -> send(requests.request(number)))).toList())
                .forEach(done -> {
                    if (done.state() == Future.State.FAILED) {
                        complaints.add(done.exceptionNow().toString());
                    }
                });
        complaints.addAll(ledger.differences());
        complaints.addAll(views.differences());
    }

    private void send(HostileRequest request) {
        int port = request.throughGateway() ? house.port(house.gateway()) : requireNonNull(ports.get(request.operation()));
        @Nullable
        Answer answer = Wire.send(port, request);
        for (int more = 0; more < LOST_ANSWERS && answer == null && !request.isLegible(); more++) {
            answer = Wire.send(port, request);
        }
        ledger.note(request, answer);
        views.note(request, answer);
        int status = answer == null ? 0 : answer.status();
        statuses.computeIfAbsent(status, _ -> new LongAdder()).increment();
        List<String> found = oracle.complaints(request, answer);
        if (!found.isEmpty()) {
            complaints.add("%s%n  %s%n  %s".formatted(String.join(", ", found), request.shown(),
                    answer == null ? "no answer" : (answer.status() + " " + answer.body()).lines().limit(3).toList()));
        }
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    String figures() {
        return "answered by status (0: hung up on) %s, %,d commands accepted, %d of unknown outcome".formatted(statuses, ledger.accepted(),
                ledger.unknown());
    }

    /** As a client that means well. */
    private HttpResponse<String> get(String path) throws Exception {
        return house.get(path, TestTokens.HEADER, TestTokens.everything());
    }

    /** Always the same ones, because their ids come from the keys. */
    private List<String> placeOrders() throws Exception {
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String location = post("/orders", ORDER.formatted(i % 3 == 0 ? "99999" : Tokens.CUSTOMER), "order-" + i);
            orders.add(location.replace("/orders/", ""));
            if (i % 2 == 0) {
                post(location + "/payments", "{\"reference\": \"pay-1\", \"amount\": 1000}", "pay-" + i);
            }
            if (i % 4 == 0) {
                post(location + "/shipments", "{\"lines\": [{\"line\": 1, \"quantity\": 30}]}", "ship-" + i);
                post(location + "/shipments/1/delivery", "{}", "deliver-" + i);
                post(location + "/returns", "{\"lines\": [{\"line\": 1, \"quantity\": 20}]}", "return-" + i);
            }
        }
        return orders;
    }

    /** @return where what was made is; the path if it is not said */
    private String post(String path, String body, String key) throws Exception {
        HttpResponse<String> answer = house.post(path, body, TestTokens.HEADER, TestTokens.everything(), "Idempotency-Key", key);
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError("%s: %d %s".formatted(path, answer.statusCode(), answer.body()));
        }
        return answer.headers().firstValue("Location").orElse(path);
    }

    private List<String> cursors() throws Exception {
        List<String> cursors = new ArrayList<>();
        for (String path : List.of("/orders?limit=1", "/orders?limit=1&sort=updatedAt", "/customers?limit=1", "/audit/events?limit=1",
                "/sales/products?currency=GBP&limit=1")) {
            Matcher cursor = CURSOR.matcher(get(path).body());
            if (cursor.find()) {
                cursors.add(cursor.group(1));
            }
        }
        return cursors;
    }

    @Override
    public void close() {
        clients.shutdownNow();
        ledger.close();
    }
}
