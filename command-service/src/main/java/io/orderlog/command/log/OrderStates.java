package io.orderlog.command.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.orderlog.command.log.StatesOnDisk.Due;
import io.orderlog.command.log.StatesOnDisk.Save;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The states of all orders, and how far in each partition the log has been folded into them: what changed last in memory, everything on
 * local disk.
 *
 * <p>A cache of the log. What is in memory alone is written to disk a moment later, together with the positions that it belongs to; a crash
 * before that, or deleting the disk's part, only costs reading the log again.
 */
final class OrderStates implements StateStore, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OrderStates.class);
    /** What changes several times meanwhile is written once; a crash costs so much of the log to be read again. */
    private static final Duration SAVE_INTERVAL = Duration.ofSeconds(5);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final StatesOnDisk disk;
    private final Map<Integer, Long> positions;
    private Map<Integer, Long> savedPositions;
    private final Cache<UUID, @Nullable OrderState> saved;
    private final long maxUnsaved;
    private final long maxSaved;
    private final Thread saver = Thread.ofPlatform().name("order-states").unstarted(this::saveUntilClosed);

    /** Taken to write by who turns what is unsaved into what is being saved. */
    private final ReadWriteLock cut = new ReentrantReadWriteLock();

    private volatile Map<UUID, Save> unsaved = new ConcurrentHashMap<>();
    /** Kept when it is on disk, until there is more to save: what changed last changes next. */
    private volatile Map<UUID, Save> saving = Map.of();
    private final AtomicLong unsavedSize = new AtomicLong();

    private final ReentrantLock room = new ReentrantLock();
    private final Condition saveNow = room.newCondition();
    private final Condition hasRoom = room.newCondition();
    private volatile @Nullable LogUnavailableException failure;
    private volatile boolean closed;

    private OrderStates(StatesOnDisk disk, long memory) {
        this.disk = disk;
        this.savedPositions = disk.positions();
        this.positions = new ConcurrentHashMap<>(savedPositions);
        // Twice: what was saved last, and what has changed since.
        this.maxUnsaved = memory * 3 / 8;
        this.maxSaved = memory / 4;
        this.saved = Caffeine.newBuilder()
                .maximumWeight(maxSaved)
                .weigher((UUID _, OrderState state) -> state.estimatedSize())
                .build();
    }

    /**
     * @param memory about how many bytes of states are kept in memory
     * @throws LogUnavailableException if the directory can't be used
     */
    static OrderStates open(Path directory, long memory) {
        OrderStates states = new OrderStates(StatesOnDisk.open(directory), memory);
        states.saver.start();
        return states;
    }

    @Override
    public @Nullable OrderState get(UUID orderId) {
        Save changed = changed(orderId);
        return changed == null ? saved.get(orderId, disk::get) : changed.state();
    }

    /** Looks where a state is before where it goes to, so that none is missed on its way. */
    private @Nullable Save changed(UUID orderId) {
        Save change = unsaved.get(orderId);
        return change == null ? saving.get(orderId) : change;
    }

    @Override
    public long position(int partition) {
        return positions.getOrDefault(partition, 0L);
    }

    /** @throws LogUnavailableException if there is no room for more, because the disk takes no more */
    @Override
    public void commit(int partition, long nextOffset, Map<UUID, Change> changes) {
        awaitRoom();
        cut.readLock().lock();
        try {
            changes.forEach((orderId, change) -> {
                Save earlier = unsaved.get(orderId);
                unsaved.put(orderId, earlier == null ? new Save(dueAt(change.before()), change.after()) : after(earlier, change.after()));
                unsavedSize.addAndGet(change.after().estimatedSize() - (earlier == null ? 0 : earlier.state().estimatedSize()));
            });
            positions.put(partition, nextOffset);
        } finally {
            cut.readLock().unlock();
        }
    }

    private static Save after(Save older, OrderState newer) {
        return new Save(older.dueOnDisk(), newer);
    }

    private static @Nullable Instant dueAt(@Nullable OrderState state) {
        return state == null ? null : state.order().expiresAt();
    }

    /** Orders that expire by then if nobody pays, the earliest first. */
    List<UUID> dueBy(Instant then, int limit) {
        List<Due> onDisk = disk.dueBy(then, limit, orderId -> changed(orderId) == null);
        Stream<Due> inMemory = Stream.of(unsaved, saving)
                .flatMap(changes -> changes.keySet().stream())
                .distinct()
                .flatMap(orderId -> Stream.ofNullable(get(orderId))
                        .filter(state -> mayBeDueBy(then, state))
                        .map(OrderStates::dueAt)
                        .filter(Objects::nonNull)
                        .map(at -> new Due(at, orderId)));
        return Stream.concat(onDisk.stream(), inMemory).sorted(Comparator.comparing(Due::at)).map(Due::orderId).limit(limit).toList();
    }

    /** Told without adding up what was paid. */
    private static boolean mayBeDueBy(Instant then, OrderState state) {
        Instant paymentDueAt = state.order().paymentDueAt();
        return paymentDueAt != null && !paymentDueAt.isAfter(then);
    }

    StatesOnDisk.Size onDisk() {
        return disk.size();
    }

    /** The id of the topic that the states were folded from; {@code null} before the first. */
    @Nullable
    String topicId() {
        return disk.topicId();
    }

    void rememberTopicId(String id) {
        disk.rememberTopicId(id);
    }

    /** Everything is on disk when this returns, if the disk takes it. */
    @Override
    public void close() {
        room.lock();
        try {
            closed = true;
            saveNow.signalAll();
            hasRoom.signalAll();
        } finally {
            room.unlock();
        }
        try {
            saver.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        disk.close();
    }

    private void awaitRoom() {
        if (unsavedSize.get() <= maxUnsaved) {
            return;
        }
        room.lock();
        try {
            saveNow.signal();
            while (unsavedSize.get() > maxUnsaved && !closed) {
                LogUnavailableException failed = failure;
                if (failed != null) {
                    throw failed;
                }
                hasRoom.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("The service is stopping.");
        } finally {
            room.unlock();
        }
    }

    private void saveUntilClosed() {
        while (!closed) {
            try {
                room.lockInterruptibly();
                try {
                    if (!closed && (unsavedSize.get() <= maxUnsaved || failure != null)) {
                        Duration wait = failure == null ? SAVE_INTERVAL : TRY_AGAIN;
                        var _ = saveNow.await(wait.toMillis(), TimeUnit.MILLISECONDS);
                    }
                } finally {
                    room.unlock();
                }
            } catch (InterruptedException e) {
                return;
            }
            save();
        }
        save();
    }

    private void save() {
        Checkpoint checkpoint = takeUnsaved();
        try {
            if (!checkpoint.positions().equals(savedPositions)) {
                disk.save(checkpoint.changes(), checkpoint.positions());
                savedPositions = checkpoint.positions();
            }
            cache(checkpoint);
            failure = null;
        } catch (RuntimeException e) {
            if (failure == null) {
                log.error("The order states are kept in memory for as long as there is room, until the disk takes them again", e);
            }
            failure = e instanceof LogUnavailableException unavailable
                    ? unavailable
                    : new LogUnavailableException("The order states can't be written: " + e);
            putBack(checkpoint.changes());
        }
        room.lock();
        try {
            hasRoom.signalAll();
        } finally {
            room.unlock();
        }
    }

    /** More than the cache holds would only push out each other: while the log is caught up with, they just stay until the next ones. */
    private void cache(Checkpoint checkpoint) {
        checkpoint.changes().forEach((orderId, save) -> {
            if (checkpoint.size() > maxSaved) {
                saved.invalidate(orderId);
            } else {
                saved.put(orderId, save.state());
            }
        });
    }

    /**
     * What is written together.
     *
     * @param size about how many bytes the changes take in memory
     */
    private record Checkpoint(Map<UUID, Save> changes, Map<Integer, Long> positions, long size) {}

    private Checkpoint takeUnsaved() {
        cut.writeLock().lock();
        try {
            if (unsaved.isEmpty()) {
                return new Checkpoint(Map.of(), Map.copyOf(positions), 0);
            }
            saving = unsaved;
            unsaved = new ConcurrentHashMap<>();
            return new Checkpoint(saving, Map.copyOf(positions), unsavedSize.getAndSet(0));
        } finally {
            cut.writeLock().unlock();
        }
    }

    private void putBack(Map<UUID, Save> changes) {
        if (changes.isEmpty()) {
            return;
        }
        cut.writeLock().lock();
        try {
            changes.forEach((orderId, save) -> {
                Save later = unsaved.get(orderId);
                unsaved.put(orderId, later == null ? save : after(save, later.state()));
                unsavedSize.addAndGet(later == null ? save.state().estimatedSize() : 0);
            });
            saving = Map.of();
        } finally {
            cut.writeLock().unlock();
        }
    }
}
