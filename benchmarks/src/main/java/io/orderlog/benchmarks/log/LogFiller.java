package io.orderlog.benchmarks.log;

import com.github.f4b6a3.uuid.UuidCreator;
import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.EventType;
import io.orderlog.event.HashChain;
import io.orderlog.order.Charges;
import io.orderlog.order.LineQuantity;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderLine;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes logs as the command service would have, faster than clients could have asked for them. */
public final class LogFiller {

    private static final int PARTITIONS = 12;

    /** How many other orders are placed between two events of an order. */
    private static final long APART = 1_000;

    private static final long LONGEST_LIFE = 2 * APART;

    private static final List<OrderLine> LINES = List.of(
            new OrderLine(1, "85123A", "WHITE HANGING HEART T-LIGHT HOLDER", 6, 255, Map.of()),
            new OrderLine(2, "71053", "WHITE METAL LANTERN", 6, 339, Map.of()),
            new OrderLine(3, "84406B", "CREAM CUPID HEARTS COAT HANGER", 8, 275, Map.of()),
            new OrderLine(4, "84029G", "KNITTED UNION FLAG HOT WATER BOTTLE", 6, 339, Map.of()),
            new OrderLine(5, "22752", "SET 7 BABUSHKA NESTING BOXES", 2, 765, Map.of()));
    private static final long TOTAL = LINES.stream().mapToLong(line -> line.quantity() * line.unitPrice()).sum();

    private final String bootstrapServers;
    private final EventCodec codec = new EventCodec();
    private final Clock clock = Clock.systemUTC();

    public LogFiller(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Writes orders of five lines that are placed, and no more. */
    public void placed(String topic, long orders) {
        fill(topic, orders, number -> List.of(placed(number)));
    }

    /**
     * Writes orders of five lines, each placed, paid and shipped: three events. An order is paid when a thousand others have been placed
     * since, and shipped after a thousand more.
     */
    public void shipped(String topic, long orders) {
        fill(topic, orders, number -> List.of(placed(number), new OrderEvent.PaymentReceived("ch_" + number, TOTAL), shipped(number)));
    }

    private void fill(String topic, long orders, LongFunction<List<OrderEvent>> lifeOf) {
        create(topic);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        Map<Long, Life> lives = new HashMap<>();
        try (Producer<byte[], byte[]> producer = producer()) {
            for (long begun = 0; failure.get() == null && (begun < orders || !lives.isEmpty()); begun++) {
                if (begun < orders) {
                    lives.put(begun, new Life(lifeOf.apply(begun)));
                }
                for (long number = begun; number >= 0 && begun - number <= LONGEST_LIFE; number -= APART) {
                    if (lives.containsKey(number)) {
                        Future<?> _ = producer.send(next(topic, number, lives), (_, exception) -> failure.compareAndSet(null, exception));
                    }
                }
            }
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("The log can't be filled", failed);
        }
    }

    private ProducerRecord<byte[], byte[]> next(String topic, long number, Map<Long, Life> lives) {
        Life life = Objects.requireNonNull(lives.get(number));
        ProducerRecord<byte[], byte[]> record = record(topic, life.orderId, ++life.version, life.coming.remove(), life.previousHash);
        life.previousHash = HashChain.hash(record.key(), record.headers(), record.value());
        if (life.coming.isEmpty()) {
            lives.remove(number);
        }
        return record;
    }

    /** What an order has yet to go through. */
    private static final class Life {

        private final UUID orderId = UuidCreator.getTimeOrderedEpoch();
        private final Queue<OrderEvent> coming;
        private String previousHash = HashChain.GENESIS;
        private long version;

        private Life(List<OrderEvent> events) {
            coming = new ArrayDeque<>(events);
        }
    }

    private OrderEvent placed(long number) {
        return new OrderEvent.Placed(
                "17850", Currency.getInstance("GBP"), Long.toString(number), LINES, Charges.NONE, null, Map.of(), inTwoWeeks());
    }

    private static OrderEvent shipped(long number) {
        List<LineQuantity> all = LINES.stream().map(line -> new LineQuantity(line.number(), line.quantity())).toList();
        return new OrderEvent.Shipped(1, all, "Royal Mail", Long.toString(number));
    }

    private Instant inTwoWeeks() {
        return clock.instant().plus(14, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MICROS);
    }

    private ProducerRecord<byte[], byte[]> record(String topic, UUID orderId, long version, OrderEvent event, String previousHash) {
        String request = UuidCreator.getTimeOrderedEpoch().toString();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        EventMetadata metadata = new EventMetadata(
                UuidCreator.getTimeOrderedEpoch(),
                EventType.of(event).wireName(),
                "/orderlog/benchmarks",
                orderId,
                version,
                now,
                null,
                "anonymous",
                request,
                request,
                request,
                HashChain.GENESIS,
                null,
                previousHash);
        byte[] key = EventCodec.key(orderId);
        Headers headers = EventCodec.headers(metadata);
        int partition = EventCodec.partition(key, PARTITIONS);
        return new ProducerRecord<>(topic, partition, now.toEpochMilli(), key, codec.value(event), headers);
    }

    /** With the settings that the command service gives it. */
    private void create(String topic) {
        NewTopic newTopic = new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty()).configs(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG, "-1",
                TopicConfig.RETENTION_BYTES_CONFIG, "-1"));
        try (Admin admin = Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.createTopics(List.of(newTopic)).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The topic can't be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /**
     * One request at a time: while a new topic's leader is not known everywhere, a later request could be taken before an earlier one, and
     * the broker would then refuse the earlier one's sequence for ever.
     */
    private Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ProducerConfig.ACKS_CONFIG, "all",
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1,
                        ProducerConfig.LINGER_MS_CONFIG, 20,
                        ProducerConfig.BATCH_SIZE_CONFIG, 512 * 1024,
                        ProducerConfig.BUFFER_MEMORY_CONFIG, 128L << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
