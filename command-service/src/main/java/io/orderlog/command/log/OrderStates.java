package io.orderlog.command.log;

import io.orderlog.command.log.StatesOnDisk.Due;
import io.orderlog.command.log.StatesOnDisk.Save;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
    /**
     * What changes several times meanwhile is written once; a crash costs so much of the log to be read again. Longer, and the garbage
     * collector would have to carry along what waits, while everybody waits for the collector.
     */
    private static final Duration SAVE_INTERVAL = Duration.ofSeconds(1);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final StatesOnDisk disk;
    private final Map<Integer, Long> positions;
    private Map<Integer, Long> savedPositions;
    private final long maxUnsaved;
    private final Thread saver = Thread.ofPlatform().name("order-states").unstarted(this::saveUntilClosed);

    /** Taken to write by who turns what is unsaved into what is being saved. */
    private final ReadWriteLock cut = new ReentrantReadWriteLock();

    private volatile Map<UUID, Save> unsaved = new ConcurrentHashMap<>();
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
        this.maxUnsaved = memory / 2;
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
        Save changed = changes().of(orderId);
        return changed == null ? disk.get(orderId) : changed.state();
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
                unsaved.put(orderId, new Save(earlier == null ? dueAt(change.before()) : earlier.dueOnDisk(), change.after()));
                unsavedSize.addAndGet(change.after().estimatedSize() - (earlier == null ? 0 : earlier.state().estimatedSize()));
            });
            positions.put(partition, nextOffset);
        } finally {
            cut.readLock().unlock();
        }
    }

    private static @Nullable Instant dueAt(@Nullable OrderState state) {
        return state == null ? null : state.order().expiresAt();
    }

    /** Orders that expire by then if nobody pays, the earliest first. */
    List<UUID> dueBy(Instant then, int limit) {
        Changes now = changes();
        List<Due> orders = new ArrayList<>(disk.dueBy(then, limit, orderId -> now.of(orderId) == null));
        Stream.of(now.unsaved(), now.saving()).flatMap(changes -> changes.keySet().stream()).forEach(orderId -> {
            Save change = now.of(orderId);
            if (change != null && mayBeDueBy(then, change.state()) && dueAt(change.state()) instanceof Instant due) {
                orders.add(new Due(due, orderId));
            }
        });
        return orders.stream().sorted(Comparator.comparing(Due::at)).map(Due::orderId).distinct().limit(limit).toList();
    }

    /** Told without adding up what was paid. */
    private static boolean mayBeDueBy(Instant then, OrderState state) {
        Instant paymentDueAt = state.order().paymentDueAt();
        return paymentDueAt != null && !paymentDueAt.isAfter(then);
    }

    /** What is in memory at one moment, however long somebody looks at it. */
    private record Changes(Map<UUID, Save> unsaved, Map<UUID, Save> saving) {

        @Nullable
        Save of(UUID orderId) {
            Save change = unsaved.get(orderId);
            return change == null ? saving.get(orderId) : change;
        }
    }

    private Changes changes() {
        cut.readLock().lock();
        try {
            return new Changes(unsaved, saving);
        } finally {
            cut.readLock().unlock();
        }
    }

    StatesOnDisk.Size onDisk() {
        return disk.size();
    }

    /** What the states were folded from; {@code null} before the first. */
    @Nullable
    FoldedTopic topic() {
        return disk.topic();
    }

    void rememberTopic(FoldedTopic topic) {
        disk.rememberTopic(topic);
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
            saving = Map.of();
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

    /** What is written together. */
    private record Checkpoint(Map<UUID, Save> changes, Map<Integer, Long> positions) {}

    private Checkpoint takeUnsaved() {
        cut.writeLock().lock();
        try {
            if (unsaved.isEmpty()) {
                return new Checkpoint(Map.of(), Map.copyOf(positions));
            }
            saving = unsaved;
            unsaved = new ConcurrentHashMap<>();
            unsavedSize.set(0);
            return new Checkpoint(saving, Map.copyOf(positions));
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
                unsaved.put(orderId, later == null ? save : new Save(save.dueOnDisk(), later.state()));
                unsavedSize.addAndGet(later == null ? save.state().estimatedSize() : 0);
            });
            saving = Map.of();
        } finally {
            cut.writeLock().unlock();
        }
    }
}
