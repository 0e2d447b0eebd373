package io.orderlog.standalone.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderlog.event.EventHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Holds what was answered to commands against the log: who was refused has written nothing, and who was accepted has, once. */
final class Ledger implements AutoCloseable {

    private static final String TOPIC = "orders.events";
    /** Of no order: a command that is refused may write one, to know that it has read everything. */
    private static final String READ_BARRIER = "orderlog.read-barrier.v1";
    private static final String PLACED_IN_BATCH = "\"status\":201";

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Integer> accepted = new ConcurrentHashMap<>();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> written = new HashMap<>();

    /** What is in the log by now belongs to nobody here. */
    Ledger(String bootstrapServers) {
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false, "fetch.max.wait.ms", 10),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                consumer.partitionsFor(TOPIC).stream().map(partition -> new TopicPartition(TOPIC, partition.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** A batch that becomes malformed may have been done up to there; of any other request nothing may be done then. */
    private static boolean isUntold(String answer, boolean isBatch) {
        return answer.contains("/problems/outcome-unknown") || isBatch && answer.contains("may have been done");
    }

    void note(HostileRequest request, @Nullable Answer answer) {
        if (request.operation().isRead()) {
            return;
        }
        boolean isBatch = request.operation().path().endsWith("/batch");
        if (answer == null || !answer.isWhole() || isUntold(answer.body(), isBatch)) {
            // Of a request that was not whole nothing may be done, so that nothing about it is unknown.
            if (!request.isCutOff() || isBatch) {
                unknown.add(request.correlationId());
            }
        } else if (answer.isAccepted()) {
            int events = isBatch
                    ? (int) answer.body()
                            .lines()
                            .filter(line -> line.contains(PLACED_IN_BATCH) && !line.contains("\"replayed\":true"))
                            .count()
                    : answer.header("Consistency-Token").isPresent() && answer.header("Idempotency-Replayed").isEmpty() ? 1 : 0;
            if (events > 0) {
                accepted.merge(answer.header("X-Correlation-Id").orElse(request.correlationId()), events, Integer::sum);
            }
        }
    }

    /** What does not fit, by the correlation id; to be asked when no request is under way. */
    List<String> differences() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                if (!text(record, EventHeaders.TYPE).equals(READ_BARRIER)) {
                    written.merge(text(record, EventHeaders.CORRELATION_ID), 1, Integer::sum);
                }
            }
        }
        List<String> differences = new ArrayList<>();
        Set<String> all = new TreeSet<>(Stream.concat(accepted.keySet().stream(), written.keySet().stream()).toList());
        all.removeAll(unknown);
        for (String id : all) {
            int promised = accepted.getOrDefault(id, 0);
            int found = written.getOrDefault(id, 0);
            if (promised != found) {
                differences.add("%s: %d accepted, %d in the log".formatted(id, promised, found));
            }
        }
        return differences;
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        return new String(record.headers().lastHeader(header).value(), UTF_8);
    }

    int accepted() {
        return accepted.values().stream().mapToInt(Integer::intValue).sum();
    }

    int unknown() {
        return unknown.size();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
