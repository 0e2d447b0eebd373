package io.orderlog.command.log;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Has the partitions applied side by side on all processors, each in its own order, while the next records are fetched. */
final class SideBySide implements AutoCloseable {

    /** Bytes of records: enough to keep all processors busy while more are fetched. */
    private static final long MOST_WAITING = 16 << 20;

    /** Its headers, and it as an object. */
    private static final int BESIDE_THE_RECORD = 1_000;

    private final LogApplier applier;
    private final ExecutorService workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private final Map<Integer, CompletableFuture<Void>> last = new HashMap<>();
    private final Queue<Part> parts = new ArrayDeque<>();
    private long waiting;

    private record Part(long bytes, CompletableFuture<Void> applied) {}

    SideBySide(LogApplier applier) {
        this.applier = applier;
    }

    boolean isIdle() {
        return parts.isEmpty();
    }

    void add(ConsumerRecords<byte[], byte[]> records) {
        records.nextOffsets().forEach((partition, next) -> {
            var part = records.records(partition);
            CompletableFuture<Void> applied = last.getOrDefault(partition.partition(), CompletableFuture.completedFuture(null))
                    .thenRunAsync(() -> applier.read(partition.partition(), part, next.offset()), workers);
            last.put(partition.partition(), applied);
            long bytes = part.stream().mapToLong(SideBySide::size).sum();
            parts.add(new Part(bytes, applied));
            waiting += bytes;
        });
    }

    private static long size(ConsumerRecord<byte[], byte[]> record) {
        return BESIDE_THE_RECORD + Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }

    /** Whatever went wrong on the way comes out here. */
    void awaitRoom() {
        for (Part first = parts.peek(); first != null && (waiting > MOST_WAITING || first.applied().isDone()); first = parts.peek()) {
            try {
                first.applied().join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
            }
            parts.remove();
            waiting -= first.bytes();
        }
    }

    /** Waits for what is under way. */
    @Override
    public void close() {
        workers.close();
    }
}
