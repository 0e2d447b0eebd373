package io.orderlog.command.log;

import io.orderlog.event.EventMetadata;
import io.orderlog.event.HashChain;
import io.orderlog.event.RecordedEvent;
import io.orderlog.order.Order;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.Totals;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order as the log has made it, with what is needed to append to its history and to recognize repeated requests.
 *
 * @param version of the last valid event
 * @param hash of the last valid record
 * @param requests what was answered to the last {@value #REMEMBERED_REQUESTS} requests with an idempotency key, by actor and key
 */
public record OrderState(long version, String hash, Order order, Map<String, AnsweredRequest> requests) {

    /** So many, that a client that repeats a request is never late in practice, and so few that a state stays small. */
    static final int REMEMBERED_REQUESTS = 1_000;

    /** @param fingerprint of the request that was answered */
    public record AnsweredRequest(String fingerprint, Receipt receipt) {}

    public static long nextVersion(@Nullable OrderState state) {
        return state == null ? 1 : state.version + 1;
    }

    /** What the next event of the order carries as the hash of the one before it. */
    public static String lastHash(@Nullable OrderState state) {
        return state == null ? HashChain.GENESIS : state.hash;
    }

    /** @return {@code null} if the actor never used the key on this order */
    public @Nullable AnsweredRequest answered(String actor, String idempotencyKey) {
        return requests.get(requestName(actor, idempotencyKey));
    }

    /** About how many bytes it takes in memory. */
    int estimatedSize() {
        return 1_000 + 500 * order.lines().size() + 600 * requests.size();
    }

    /** The state after a valid event. */
    static OrderState after(@Nullable OrderState before, RecordedEvent recorded, String hash, LogPosition position) {
        EventMetadata metadata = recorded.metadata();
        Order order = Order.evolve(before == null ? null : before.order, recorded.event());
        Map<String, AnsweredRequest> requests = before == null ? Map.of() : before.requests;
        if (metadata.idempotencyKey() != null && metadata.requestFingerprint() != null) {
            Receipt receipt = receipt(metadata.orderId(), metadata.version(), order, recorded.event(), position);
            SequencedMap<String, AnsweredRequest> more = new LinkedHashMap<>(requests);
            more.put(
                    requestName(metadata.actor(), metadata.idempotencyKey()),
                    new AnsweredRequest(metadata.requestFingerprint(), receipt));
            while (more.size() > REMEMBERED_REQUESTS) {
                more.pollFirstEntry();
            }
            requests = more;
        }
        return new OrderState(metadata.version(), hash, order, requests);
    }

    /** What is answered to the command whose event made this state. */
    Receipt receipt(UUID orderId, OrderEvent event, LogPosition position) {
        return receipt(orderId, version, order, event, position);
    }

    private static Receipt receipt(UUID orderId, long version, Order order, OrderEvent event, LogPosition position) {
        Totals totals = order.totals();
        return new Receipt(
                orderId,
                version,
                order.status(),
                Order.paymentStatus(totals),
                order.fulfilmentStatus(),
                totals,
                numberOf(event),
                position.partition(),
                position.offset());
    }

    private static @Nullable Integer numberOf(OrderEvent event) {
        return switch (event) {
            case OrderEvent.Shipped shipped -> shipped.shipment();
            case OrderEvent.Delivered delivered -> delivered.shipment();
            case OrderEvent.ReturnRequested requested -> requested.returnNumber();
            case OrderEvent.ReturnReceived received -> received.returnNumber();
            case OrderEvent.ReturnRefused refused -> refused.returnNumber();
            case OrderEvent.Placed _,OrderEvent.Revised _,OrderEvent.Held _,OrderEvent.Released _ -> null;
            case OrderEvent.PaymentAuthorized _,OrderEvent.PaymentReceived _,OrderEvent.PaymentCaptured _ -> null;
            case OrderEvent.PaymentVoided _,OrderEvent.PaymentRefunded _ -> null;
            case OrderEvent.LinesCancelled _,OrderEvent.Cancelled _,OrderEvent.Closed _,OrderEvent.Expired _ -> null;
        };
    }

    /** Unambiguous, because a key has no blanks. */
    private static String requestName(String actor, String idempotencyKey) {
        return idempotencyKey + " " + actor;
    }
}
