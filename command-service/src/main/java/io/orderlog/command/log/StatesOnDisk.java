package io.orderlog.command.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/**
 * A checkpoint of the states of all orders in RocksDB, and how far in each partition the log has been folded into them.
 *
 * <p>One thread writes, many read. After a failed write the store is closed and opened again, because RocksDB takes no more writes after
 * one that failed.
 */
final class StatesOnDisk implements AutoCloseable {

    private static final byte[] FORMAT_KEY = "format".getBytes(UTF_8);
    private static final byte[] TOPIC_KEY = "topic".getBytes(UTF_8);
    private static final byte[] POSITION_PREFIX = "position/".getBytes(UTF_8);
    private static final byte[] NOTHING = {};
    /** Of a usual one, so that a batch seldom has to grow. */
    private static final int BYTES_OF_A_STATE = 1_024;
    private static final int MOST_RESERVED = 64 << 20;

    private final Path directory;
    private final ReadWriteLock closing = new ReentrantReadWriteLock();
    private @Nullable RocksStore store;
    private boolean closed;

    /** @param dueOnDisk when the order expires as this store knows it; {@code null}: never, or the order is not known */
    record Save(@Nullable Instant dueOnDisk, OrderState state) {}

    record Due(Instant at, UUID orderId) {}

    /** @param orders about how many */
    record Size(long orders, long bytes) {

        static final Size NOTHING = new Size(0, 0);
    }

    private StatesOnDisk(Path directory, RocksStore store) {
        this.directory = directory;
        this.store = store;
    }

    /** @throws LogUnavailableException if the directory can't be used */
    static StatesOnDisk open(Path directory) {
        StatesOnDisk opened = new StatesOnDisk(directory, RocksStore.open(directory));
        byte[] format = opened.meta(FORMAT_KEY);
        if (format != null && StateFormat.NAME.equals(new String(format, UTF_8))) {
            return opened;
        }
        // Written by another release: the log has it all.
        opened.close();
        delete(directory);
        StatesOnDisk empty = new StatesOnDisk(directory, RocksStore.open(directory));
        empty.putMeta(FORMAT_KEY, StateFormat.NAME);
        return empty;
    }

    @Nullable
    OrderState get(UUID orderId) {
        byte[] state = whileOpen(store -> store.db().get(store.states(), key(orderId)));
        return state == null ? null : StateFormat.read(state);
    }

    Map<Integer, Long> positions() {
        return whileOpen(store -> {
            Map<Integer, Long> positions = new HashMap<>();
            try (RocksIterator entries = store.db().newIterator(store.meta())) {
                for (entries.seek(POSITION_PREFIX); entries.isValid() && startsWith(entries.key(), POSITION_PREFIX); entries.next()) {
                    int partition = ByteBuffer.wrap(entries.key()).getInt(POSITION_PREFIX.length);
                    positions.put(partition, ByteBuffer.wrap(entries.value()).getLong());
                }
            }
            return positions;
        });
    }

    /** What the states were folded from; {@code null} before the first. */
    @Nullable
    FoldedTopic topic() {
        byte[] topic = meta(TOPIC_KEY);
        return topic == null ? null : FoldedTopic.parse(new String(topic, UTF_8));
    }

    void rememberTopic(FoldedTopic topic) {
        putMeta(TOPIC_KEY, topic.toString());
    }

    /** @return nothing while the disk can't be used */
    Size size() {
        try {
            return whileOpen(store -> new Size(
                    store.db().getLongProperty(store.states(), "rocksdb.estimate-num-keys"),
                    store.db().getAggregatedLongProperty("rocksdb.total-sst-files-size")
                            + store.db().getAggregatedLongProperty("rocksdb.cur-size-all-mem-tables")));
        } catch (LogUnavailableException e) {
            return Size.NOTHING;
        }
    }

    /** Orders that expire by then if nobody pays, the earliest first. */
    List<Due> dueBy(Instant then, int limit, Predicate<UUID> counted) {
        return whileOpen(store -> {
            List<Due> orders = new ArrayList<>();
            try (RocksIterator entries = store.db().newIterator(store.due())) {
                for (entries.seekToFirst(); entries.isValid() && orders.size() < limit; entries.next()) {
                    ByteBuffer key = ByteBuffer.wrap(entries.key());
                    Due due = new Due(Instant.ofEpochMilli(key.getLong()), new UUID(key.getLong(), key.getLong()));
                    if (due.at().isAfter(then)) {
                        break;
                    }
                    if (counted.test(due.orderId())) {
                        orders.add(due);
                    }
                }
            }
            return orders;
        });
    }

    /**
     * Writes everything together or nothing.
     *
     * @throws LogUnavailableException if the disk does not take it
     */
    void save(Map<UUID, Save> changed, Map<Integer, Long> positions) {
        reopenIfNeeded();
        try (WriteBatch batch = new WriteBatch((int) Math.min(MOST_RESERVED, (long) changed.size() * BYTES_OF_A_STATE))) {
            whileOpen(store -> {
                for (Map.Entry<UUID, Save> entry : changed.entrySet()) {
                    byte[] key = key(entry.getKey());
                    OrderState state = entry.getValue().state();
                    moveDue(store, batch, key, entry.getValue().dueOnDisk(), state.order().expiresAt());
                    batch.put(store.states(), key, StateFormat.write(state));
                }
                for (Map.Entry<Integer, Long> entry : positions.entrySet()) {
                    batch.put(store.meta(), positionKey(entry.getKey()),
                            ByteBuffer.allocate(Long.BYTES).putLong(0, entry.getValue()).array());
                }
                store.db().write(store.writeOptions(), batch);
                return true;
            });
        } catch (LogUnavailableException e) {
            closeStore();
            throw e;
        }
    }

    private static void moveDue(RocksStore store, WriteBatch batch, byte[] orderKey, @Nullable Instant was, @Nullable Instant is)
            throws RocksDBException {
        if (was != null && !was.equals(is)) {
            batch.delete(store.due(), dueKey(was, orderKey));
        }
        if (is != null && !is.equals(was)) {
            batch.put(store.due(), dueKey(is, orderKey), NOTHING);
        }
    }

    @Override
    public void close() {
        closing.writeLock().lock();
        try {
            closed = true;
            closeStore();
        } finally {
            closing.writeLock().unlock();
        }
    }

    private void closeStore() {
        closing.writeLock().lock();
        try {
            if (store != null) {
                store.close();
                store = null;
            }
        } finally {
            closing.writeLock().unlock();
        }
    }

    private void reopenIfNeeded() {
        closing.writeLock().lock();
        try {
            if (store == null && !closed) {
                store = RocksStore.open(directory);
            }
        } finally {
            closing.writeLock().unlock();
        }
    }

    private byte @Nullable [] meta(byte[] key) {
        return whileOpen(store -> store.db().get(store.meta(), key));
    }

    private void putMeta(byte[] key, String value) {
        whileOpen(store -> {
            store.db().put(store.meta(), key, value.getBytes(UTF_8));
            return true;
        });
    }

    private interface Use<T extends @Nullable Object> {
        T of(RocksStore store) throws RocksDBException;
    }

    /** A use of a closed store would bring down the whole process. */
    private <T extends @Nullable Object> T whileOpen(Use<T> use) {
        closing.readLock().lock();
        try {
            RocksStore open = store;
            if (open == null) {
                throw new LogUnavailableException(closed ? "The service is stopping." : "The order states on disk can't be used.");
            }
            return use.of(open);
        } catch (RocksDBException e) {
            throw new LogUnavailableException("The order states in %s can't be used: %s".formatted(directory, e.getMessage()));
        } finally {
            closing.readLock().unlock();
        }
    }

    private static byte[] key(UUID orderId) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(orderId.getMostSignificantBits())
                .putLong(orderId.getLeastSignificantBits())
                .array();
    }

    /** Sorts by time: times are after 1970, so that their bytes sort as they do. */
    private static byte[] dueKey(Instant dueAt, byte[] orderKey) {
        return ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(dueAt.toEpochMilli())
                .put(orderKey)
                .array();
    }

    private static byte[] positionKey(int partition) {
        return ByteBuffer.allocate(POSITION_PREFIX.length + Integer.BYTES)
                .put(POSITION_PREFIX)
                .putInt(partition)
                .array();
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && ByteBuffer.wrap(bytes, 0, prefix.length).equals(ByteBuffer.wrap(prefix));
    }

    private static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new LogUnavailableException("The outdated order states in %s can't be deleted: %s".formatted(directory, e.getMessage()));
        }
    }
}
