package io.orderlog.chaos.check;

import io.orderlog.chaos.check.Violation.Kind;
import io.orderlog.command.log.Receipt;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.HashChain;
import io.orderlog.order.Order;
import io.orderlog.order.OrderEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the log says by its own rule: the first writer of a version wins, nothing is missing, and each order's records are a chain. */
public final class LogTruth {

    /** A valid event, and the order as it left it. */
    public record Valid(LoggedEvent logged, Order order) {

        EventMetadata metadata() {
            return logged.metadata();
        }

        /** What must have been answered for it. */
        public Receipt receipt() {
            return new Receipt(
                    metadata().orderId(),
                    metadata().version(),
                    order.status(),
                    order.paymentStatus(),
                    order.fulfilmentStatus(),
                    order.totals(),
                    switch (logged.event()) {
                        case OrderEvent.Shipped shipped -> shipped.shipment();
                        case OrderEvent.Delivered delivered -> delivered.shipment();
                        default -> null;
                    },
                    logged.partition(),
                    logged.offset());
        }
    }

    private record KeyOfOrder(UUID orderId, String key) {}

    private final Map<UUID, List<Valid>> orders = new LinkedHashMap<>();
    private final Map<String, Valid> byCorrelationId = new HashMap<>();
    private final Map<KeyOfOrder, Valid> byKey = new HashMap<>();
    private final Map<String, UUID> placedByKey = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private int superseded;

    private LogTruth() {}

    /** @param log each partition in offset order */
    public static LogTruth of(List<LoggedEvent> log) {
        LogTruth truth = new LogTruth();
        log.forEach(truth::add);
        return truth;
    }

    private void add(LoggedEvent logged) {
        EventMetadata metadata = logged.metadata();
        List<Valid> events = orders.computeIfAbsent(metadata.orderId(), _ -> new ArrayList<>());
        if (metadata.version() <= events.size()) {
            superseded++;
            return;
        }
        if (metadata.version() > events.size() + 1) {
            violations.add(new Violation(
                    Kind.DAMAGED, "order %s goes from version %d to %d".formatted(metadata.orderId(), events.size(), metadata.version())));
            return;
        }
        String lastHash = events.isEmpty() ? HashChain.GENESIS : events.getLast().logged().hash();
        if (!metadata.previousHash().equals(lastHash)) {
            violations.add(new Violation(
                    Kind.DAMAGED,
                    "version %d of order %s does not carry the hash of the one before".formatted(metadata.version(), metadata.orderId())));
        }
        Order order = Order.evolve(events.isEmpty() ? null : events.getLast().order(), logged.event());
        Valid valid = new Valid(logged, order);
        events.add(valid);
        index(valid);
    }

    private void index(Valid valid) {
        EventMetadata metadata = valid.metadata();
        Valid sameAttempt = byCorrelationId.put(metadata.correlationId(), valid);
        if (sameAttempt != null) {
            violations.add(new Violation(Kind.DOUBLED, "%s, as %s and as %s".formatted(metadata.correlationId(), sameAttempt, valid)));
        }
        if (metadata.idempotencyKey() != null) {
            Valid sameKey = byKey.put(new KeyOfOrder(metadata.orderId(), metadata.idempotencyKey()), valid);
            if (sameKey != null) {
                violations.add(new Violation(Kind.DOUBLED, "%s, as %s and as %s".formatted(metadata.idempotencyKey(), sameKey, valid)));
            }
            if (metadata.version() == 1) {
                placedByKey.put(metadata.idempotencyKey(), metadata.orderId());
            }
        }
    }

    /** What is wrong with the log itself. */
    List<Violation> violations() {
        return violations;
    }

    /** The valid events of each order, the first version first. */
    public Map<UUID, List<Valid>> orders() {
        return orders;
    }

    public int supersededRecords() {
        return superseded;
    }

    /** Whether some order has yet to expire if nobody pays. */
    public boolean isStillMoving() {
        return orders.values().stream().anyMatch(events -> events.getLast().order().expiresAt() != null);
    }

    @Nullable
    Valid writtenBy(String correlationId) {
        return byCorrelationId.get(correlationId);
    }

    @Nullable
    Valid ofKey(UUID orderId, String key) {
        return byKey.get(new KeyOfOrder(orderId, key));
    }

    /** @return {@code null} if no placement with the key took effect */
    @Nullable
    UUID orderPlacedBy(String key) {
        return placedByKey.get(key);
    }
}
