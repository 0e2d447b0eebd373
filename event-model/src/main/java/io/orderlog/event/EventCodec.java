package io.orderlog.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderlog.order.OrderEvent;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Between an event and a record of the log. Stateless and safe for use by many threads.
 *
 * <p>Fields that this release does not know are ignored; types that it does not know are {@linkplain UnreadableEventException unreadable}.
 */
public final class EventCodec {

    private static final String SPEC_VERSION = "1.0";
    private static final String CONTENT_TYPE = "application/json";

    private static final JsonMapper JSON = WireJson.MAPPER;

    private final Map<String, Upcaster> upcasters;

    /** Reads every version of every event that was ever written. */
    public EventCodec() {
        this(Upcasters.ALL);
    }

    /** @param upcasters at most one for each old type */
    EventCodec(List<Upcaster> upcasters) {
        this.upcasters = upcasters.stream().collect(Collectors.toUnmodifiableMap(Upcaster::fromType, Function.identity()));
    }

    /** The record's key: the order's id as text. */
    public static byte[] key(UUID orderId) {
        return orderId.toString().getBytes(UTF_8);
    }

    /** The partition that the records with this key stand in, which is where Kafka's own clients put them. */
    public static int partition(byte[] key, int partitions) {
        return BuiltInPartitioner.partitionForKey(key, partitions);
    }

    public static Headers headers(EventMetadata metadata) {
        Headers headers = new RecordHeaders();
        add(headers, EventHeaders.SPEC_VERSION, SPEC_VERSION);
        add(headers, EventHeaders.ID, metadata.id().toString());
        add(headers, EventHeaders.TYPE, metadata.type());
        add(headers, EventHeaders.SOURCE, metadata.source());
        add(headers, EventHeaders.SUBJECT, metadata.orderId().toString());
        add(headers, EventHeaders.TIME, metadata.recordedAt().toString());
        add(headers, EventHeaders.SEQUENCE, Long.toString(metadata.version()));
        add(headers, EventHeaders.CONTENT_TYPE, CONTENT_TYPE);
        add(headers, EventHeaders.EFFECTIVE_AT, metadata.effectiveAt());
        add(headers, EventHeaders.CORRELATION_ID, metadata.correlationId());
        add(headers, EventHeaders.CAUSATION_ID, metadata.causationId());
        add(headers, EventHeaders.ACTOR, metadata.actor());
        add(headers, EventHeaders.IDEMPOTENCY_KEY, metadata.idempotencyKey());
        add(headers, EventHeaders.REQUEST_FINGERPRINT, metadata.requestFingerprint());
        add(headers, EventHeaders.TRACEPARENT, metadata.traceparent());
        add(headers, EventHeaders.PREVIOUS_HASH, metadata.previousHash());
        return headers;
    }

    /** The record's value: the event as JSON, without what is null. */
    public byte[] value(OrderEvent event) {
        return JSON.writeValueAsBytes(event);
    }

    /**
     * Reads the envelope alone; enough to tell whether a record is valid.
     *
     * @throws UnreadableEventException if a header is missing or malformed, or if the key is not the order's id
     */
    public static EventMetadata metadata(byte @Nullable [] key, Headers headers) {
        HeaderValues values = new HeaderValues(headers);
        try {
            if (!required(values, EventHeaders.SPEC_VERSION).equals(SPEC_VERSION)) {
                throw new UnreadableEventException("the header " + EventHeaders.SPEC_VERSION + " is not " + SPEC_VERSION);
            }
            UUID orderId = uuid(values, EventHeaders.SUBJECT);
            if (!Arrays.equals(key, values.get(EventHeaders.SUBJECT))) {
                throw new UnreadableEventException("the key is not the order id of the header " + EventHeaders.SUBJECT);
            }
            return new EventMetadata(
                    uuid(values, EventHeaders.ID),
                    required(values, EventHeaders.TYPE),
                    required(values, EventHeaders.SOURCE),
                    orderId,
                    version(values),
                    IsoInstants.parse(required(values, EventHeaders.TIME)),
                    instant(values, EventHeaders.EFFECTIVE_AT),
                    required(values, EventHeaders.ACTOR),
                    required(values, EventHeaders.CORRELATION_ID),
                    required(values, EventHeaders.CAUSATION_ID),
                    optional(values, EventHeaders.IDEMPOTENCY_KEY),
                    optional(values, EventHeaders.REQUEST_FINGERPRINT),
                    optional(values, EventHeaders.TRACEPARENT),
                    required(values, EventHeaders.PREVIOUS_HASH));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new UnreadableEventException("a header is malformed: " + e.getMessage(), e);
        }
    }

    /** @throws UnreadableEventException if this release does not know the type or the JSON does not fit it */
    public OrderEvent event(String type, byte @Nullable [] value) {
        try {
            OrderEvent event = upcasters.containsKey(type) ? upcast(type, value) : read(type, value);
            if (event == null) {
                throw new UnreadableEventException("the event " + type + " has no content");
            }
            return event;
        } catch (JacksonException | ClassCastException | NullPointerException | IllegalArgumentException e) {
            throw new UnreadableEventException("the JSON of the event " + type + " does not fit its type", e);
        }
    }

    private static @Nullable OrderEvent read(String type, byte @Nullable [] value) {
        return JSON.readValue(value, known(type).eventClass());
    }

    private OrderEvent upcast(String type, byte @Nullable [] value) {
        ObjectNode tree = (ObjectNode) JSON.readTree(value);
        String current = type;
        for (Upcaster upcaster = upcasters.get(current); upcaster != null; upcaster = upcasters.get(current)) {
            tree = upcaster.change().apply(tree);
            current = upcaster.toType();
        }
        return JSON.treeToValue(tree, known(current).eventClass());
    }

    private static EventType known(String type) {
        EventType known = EventType.ofWireName(type);
        if (known == null) {
            throw new UnreadableEventException("this release does not know the event type " + type);
        }
        return known;
    }

    private static void add(Headers headers, String name, @Nullable Object value) {
        if (value != null) {
            headers.add(name, value.toString().getBytes(UTF_8));
        }
    }

    private static String required(HeaderValues headers, String name) {
        String value = optional(headers, name);
        if (value == null) {
            throw new UnreadableEventException("the header " + name + " is missing");
        }
        return value;
    }

    private static @Nullable String optional(HeaderValues headers, String name) {
        byte[] value = headers.get(name);
        return value == null ? null : new String(value, UTF_8);
    }

    private static UUID uuid(HeaderValues headers, String name) {
        String text = required(headers, name);
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equals(text)) {
            throw new UnreadableEventException("the header " + name + " is not a UUID in its usual form: " + text);
        }
        return uuid;
    }

    private static long version(HeaderValues headers) {
        long version = Long.parseLong(required(headers, EventHeaders.SEQUENCE));
        if (version < 0) {
            throw new UnreadableEventException("the header " + EventHeaders.SEQUENCE + " is below 0: " + version);
        }
        return version;
    }

    private static @Nullable Instant instant(HeaderValues headers, String name) {
        String value = optional(headers, name);
        return value == null ? null : IsoInstants.parse(value);
    }
}
