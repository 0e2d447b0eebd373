package io.orderlog.query.history.verification;

import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.EventType;
import io.orderlog.event.HashChain;
import io.orderlog.event.UnreadableEventException;
import io.orderlog.event.WireJson;
import io.orderlog.query.history.StoredEvent;
import io.orderlog.query.history.verification.OrderVerification.Broken;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Computes the chain of an order's history anew from what the view has stored, and stops at the first event that does not hold. */
final class ViewChain implements Consumer<StoredEvent> {

    private final List<Held> held = new ArrayList<>();
    private @Nullable String customer;
    private @Nullable Broken broken;

    /** An event that holds. */
    record Held(int partition, long offset, String hash, @Nullable String traceparent) {}

    @Override
    public void accept(StoredEvent event) {
        if (broken == null) {
            broken = check(event);
            if (broken == null) {
                held.add(new Held(event.partition(), event.offset(), event.hash(), event.metadata().traceparent()));
            }
        }
    }

    long versions() {
        return held.size();
    }

    /** @return {@code null} for 0 */
    @Nullable
    String hashOf(long version) {
        return version == 0 ? null : held.get((int) version - 1).hash();
    }

    Held held(long version) {
        return held.get((int) version - 1);
    }

    @Nullable
    Broken broken() {
        return broken;
    }

    private @Nullable Broken check(StoredEvent event) {
        EventMetadata metadata = event.metadata();
        if (metadata.version() != versions() + 1) {
            return Broken.missing(versions() + 1, "The history goes from version %d to %d.".formatted(versions(), metadata.version()));
        }
        String before = held.isEmpty() ? HashChain.GENESIS : held.getLast().hash();
        if (!metadata.previousHash().equals(before)) {
            return broken(event, "It does not carry the hash of the event before it.", before, metadata.previousHash());
        }
        if (!held.isEmpty() && (event.partition() != held.getLast().partition() || event.offset() <= held.getLast().offset())) {
            return broken(event, "It does not stand behind the event before it in the log.", null, null);
        }
        return checkContent(event);
    }

    private @Nullable Broken checkContent(StoredEvent event) {
        try {
            String computed = event.computeHash();
            if (!computed.equals(event.hash())) {
                return broken(event, "What is stored of the event does not have the hash that is stored with it.", event.hash(), computed);
            }
            if (event.writtenHeaders() != null && !envelopeOf(event).equals(withoutTrace(event.metadata()))) {
                return broken(event, "What is stored of the envelope is not what the headers say.", null, null);
            }
        } catch (IllegalArgumentException | UnreadableEventException e) {
            return broken(event, "What is stored of the headers cannot be read.", null, null);
        }
        return checkCustomer(event);
    }

    /** Later events do not say whose the order is. */
    private @Nullable Broken checkCustomer(StoredEvent event) {
        if (held.isEmpty() && event.metadata().type().startsWith(placed())) {
            customer = customerOf(event.json());
        }
        return customer == null || customer.equals(event.customerId())
                ? null
                : broken(event, "It is stored under another customer.", customer, event.customerId());
    }

    private static String placed() {
        String name = EventType.PLACED.wireName();
        return name.substring(0, name.lastIndexOf('.') + 1);
    }

    private static @Nullable String customerOf(String json) {
        try {
            JsonNode customer = WireJson.MAPPER.readTree(json).get("customerId");
            return customer == null ? null : customer.asString();
        } catch (JacksonException e) {
            return null;
        }
    }

    /** As columns hold it. */
    private static EventMetadata envelopeOf(StoredEvent event) {
        return withoutTrace(EventCodec.metadata(event.key(), event.headers()));
    }

    private static EventMetadata withoutTrace(EventMetadata it) {
        return new EventMetadata(it.id(), it.type(), it.source(), it.orderId(), it.version(), Micros.of(it.recordedAt()),
                Micros.ofNullable(it.effectiveAt()), it.actor(), it.correlationId(), it.causationId(), it.idempotencyKey(),
                it.requestFingerprint(), null, it.previousHash());
    }

    private static Broken broken(StoredEvent event, String reason, @Nullable String expected, @Nullable String found) {
        return new Broken(event.metadata().version(), event.partition(), event.offset(), reason, expected, found);
    }
}
