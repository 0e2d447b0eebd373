package io.orderlog.command.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderlog.event.WireJson;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The states of all orders on local disk, and how far in each partition the log has been folded into them.
 *
 * <p>A cache of the log: both are written in one batch, and deleting it only costs reading the log again. One thread writes, many read.
 */
final class OrderStates implements StateStore, AutoCloseable {

    /** Another shape of the stored states needs another number; stores of another format are emptied when they are opened. */
    private static final String FORMAT = "1";

    private static final byte[] FORMAT_KEY = "format".getBytes(UTF_8);
    private static final byte[] TOPIC_ID_KEY = "topic-id".getBytes(UTF_8);
    private static final byte[] POSITION_PREFIX = "position/".getBytes(UTF_8);
    private static final byte[] NOTHING = {};

    private final RocksDB db;
    private final DBOptions options;
    private final WriteOptions writeOptions = new WriteOptions();
    private final ColumnFamilyHandle states;
    private final ColumnFamilyHandle due;
    private final ColumnFamilyHandle meta;
    private final ReadWriteLock closing = new ReentrantReadWriteLock();
    private boolean closed;

    private OrderStates(RocksDB db, DBOptions options, List<ColumnFamilyHandle> families) {
        this.db = db;
        this.options = options;
        this.states = families.get(0);
        this.due = families.get(1);
        this.meta = families.get(2);
    }

    /** @throws LogUnavailableException if the directory can't be used */
    static OrderStates open(Path directory) {
        OrderStates opened = openAsIs(directory);
        if (opened.hasFormat()) {
            return opened;
        }
        opened.close();
        delete(directory);
        OrderStates empty = openAsIs(directory);
        empty.putMeta(FORMAT_KEY, FORMAT);
        return empty;
    }

    private static OrderStates openAsIs(Path directory) {
        RocksDB.loadLibrary();
        DBOptions options = new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setKeepLogFileNum(2)
                .setMaxTotalWalSize(256L << 20);
        List<ColumnFamilyHandle> families = new ArrayList<>();
        try {
            Files.createDirectories(directory);
            RocksDB db = RocksDB.open(
                    options,
                    directory.toString(),
                    List.of(
                            new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY),
                            new ColumnFamilyDescriptor("due".getBytes(UTF_8)),
                            new ColumnFamilyDescriptor("meta".getBytes(UTF_8))),
                    families);
            return new OrderStates(db, options, families);
        } catch (RocksDBException | IOException e) {
            options.close();
            throw new LogUnavailableException(
                    "The order states in %s can't be opened: %s. Another instance may be using them; if they are damaged, delete the directory."
                            .formatted(directory, e.getMessage()));
        }
    }

    @Nullable
    OrderState get(UUID orderId) {
        byte[] json = whileOpen(() -> read(states, key(orderId)));
        return json == null ? null : WireJson.MAPPER.readValue(json, OrderState.class);
    }

    @Override
    public Map<Integer, Long> positions() {
        Map<Integer, Long> positions = new HashMap<>();
        try (RocksIterator entries = db.newIterator(meta)) {
            for (entries.seek(POSITION_PREFIX); entries.isValid() && startsWith(entries.key(), POSITION_PREFIX); entries.next()) {
                int partition = ByteBuffer.wrap(entries.key()).getInt(POSITION_PREFIX.length);
                positions.put(partition, ByteBuffer.wrap(entries.value()).getLong());
            }
        }
        return positions;
    }

    /** The id of the topic that the states were folded from; {@code null} before the first. */
    @Nullable
    String topicId() {
        byte[] id = read(meta, TOPIC_ID_KEY);
        return id == null ? null : new String(id, UTF_8);
    }

    void rememberTopicId(String id) {
        putMeta(TOPIC_ID_KEY, id);
    }

    /** Orders that expire by then if nobody pays, the earliest first. */
    List<UUID> dueBy(Instant then, int limit) {
        return whileOpen(() -> readDueBy(then, limit));
    }

    private List<UUID> readDueBy(Instant then, int limit) {
        List<UUID> orders = new ArrayList<>();
        try (RocksIterator entries = db.newIterator(due)) {
            for (entries.seekToFirst(); entries.isValid() && orders.size() < limit; entries.next()) {
                ByteBuffer key = ByteBuffer.wrap(entries.key());
                if (key.getLong() > then.toEpochMilli()) {
                    break;
                }
                orders.add(new UUID(key.getLong(), key.getLong()));
            }
        }
        return orders;
    }

    @Override
    public Batch newBatch() {
        return new RocksBatch();
    }

    @Override
    public void close() {
        closing.writeLock().lock();
        try {
            closed = true;
            states.close();
            due.close();
            meta.close();
            db.close();
            writeOptions.close();
            options.close();
        } finally {
            closing.writeLock().unlock();
        }
    }

    /** A read of a closed store would bring down the whole process. */
    private <T extends @Nullable Object> T whileOpen(Supplier<T> reading) {
        closing.readLock().lock();
        try {
            if (closed) {
                throw new LogUnavailableException("The service is stopping.");
            }
            return reading.get();
        } finally {
            closing.readLock().unlock();
        }
    }

    private final class RocksBatch implements Batch {

        private final Map<UUID, OrderState> changed = new HashMap<>();
        private final Map<Integer, Long> positions = new HashMap<>();

        @Override
        public @Nullable OrderState get(UUID orderId) {
            OrderState state = changed.get(orderId);
            return state == null ? OrderStates.this.get(orderId) : state;
        }

        @Override
        public void put(UUID orderId, OrderState state) {
            changed.put(orderId, state);
        }

        @Override
        public void moveTo(int partition, long nextOffset) {
            positions.put(partition, nextOffset);
        }

        @Override
        public void commit() {
            try (WriteBatch batch = new WriteBatch()) {
                for (Map.Entry<UUID, OrderState> entry : changed.entrySet()) {
                    moveDue(batch, entry.getKey(), entry.getValue());
                    batch.put(states, key(entry.getKey()), WireJson.MAPPER.writeValueAsBytes(entry.getValue()));
                }
                for (Map.Entry<Integer, Long> entry : positions.entrySet()) {
                    batch.put(meta, positionKey(entry.getKey()), ByteBuffer.allocate(Long.BYTES).putLong(0, entry.getValue()).array());
                }
                db.write(writeOptions, batch);
            } catch (RocksDBException e) {
                throw new LogUnavailableException("The order states can't be written: " + e.getMessage());
            }
        }

        private void moveDue(WriteBatch batch, UUID orderId, OrderState after) throws RocksDBException {
            OrderState before = OrderStates.this.get(orderId);
            Instant wasDue = before == null ? null : before.order().expiresAt();
            Instant isDue = after.order().expiresAt();
            if (wasDue != null && !wasDue.equals(isDue)) {
                batch.delete(due, dueKey(wasDue, orderId));
            }
            if (isDue != null && !isDue.equals(wasDue)) {
                batch.put(due, dueKey(isDue, orderId), NOTHING);
            }
        }
    }

    private boolean hasFormat() {
        byte[] format = read(meta, FORMAT_KEY);
        return format != null && FORMAT.equals(new String(format, UTF_8));
    }

    private byte @Nullable [] read(ColumnFamilyHandle family, byte[] key) {
        try {
            return db.get(family, key);
        } catch (RocksDBException e) {
            throw new LogUnavailableException("The order states can't be read: " + e.getMessage());
        }
    }

    private void putMeta(byte[] key, String value) {
        try {
            db.put(meta, key, value.getBytes(UTF_8));
        } catch (RocksDBException e) {
            throw new LogUnavailableException("The order states can't be written: " + e.getMessage());
        }
    }

    private static byte[] key(UUID orderId) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(orderId.getMostSignificantBits())
                .putLong(orderId.getLeastSignificantBits())
                .array();
    }

    /** Sorts by time: times are after 1970, so that their bytes sort as they do. */
    private static byte[] dueKey(Instant dueAt, UUID orderId) {
        return ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(dueAt.toEpochMilli())
                .put(key(orderId))
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
