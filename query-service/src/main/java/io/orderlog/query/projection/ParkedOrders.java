package io.orderlog.query.projection;

import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import io.orderlog.query.generation.Generation;
import io.orderlog.query.generation.ViewsWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Takes the records of parked orders up again, in the order of the log.
 *
 * <p>Each transaction holds the partition's checkpoint, so that no batch of any instance comes between, and counts as a repair, so that
 * none goes on from what it remembers.
 */
@Component
public class ParkedOrders {

    /** An operator waits; making an index can take hours, and a batch a moment. */
    private static final String LOCK_TIMEOUT = "10s";

    private final ViewsWriter writer;
    private final JdbcTemplate jdbc;
    private final Checkpoints checkpoints;
    private final FoldedOrders orders;
    private final List<Projection> projections;
    private final EventCodec codec;

    ParkedOrders(ViewsWriter writer, Checkpoints checkpoints, FoldedOrders orders, List<Projection> projections, EventCodec codec) {
        this.writer = writer;
        this.jdbc = writer.jdbc();
        this.checkpoints = checkpoints;
        this.orders = orders;
        this.projections = projections;
        this.codec = codec;
    }

    /**
     * The record that all others of an order wait behind.
     *
     * @param topicId of the log that it was read from
     * @param metadata {@code null} if its envelope cannot be read
     * @param hasState whether the order has events before it
     */
    public record First(String topicId, long offset, @Nullable EventMetadata metadata, boolean hasState) {}

    /**
     * What became of a parked order.
     *
     * @param taken how many records are no longer parked
     * @param parked how many are
     * @param reason why, if any are
     */
    public record TakenUp(int taken, int parked, @Nullable String reason) {

        public static final TakenUp NOTHING = new TakenUp(0, 0, null);

        public TakenUp after(TakenUp earlier) {
            return new TakenUp(earlier.taken + taken, parked, reason);
        }
    }

    /** A generation is registered before its tables are made. */
    public boolean haveTables(Generation generation) {
        return Boolean.TRUE.equals(jdbc.queryForObject("select to_regclass(?) is not null", Boolean.class,
                generation.schema() + ".parked_record"));
    }

    public Optional<ParkedOrder> find(Generation generation, byte[] key) {
        return writer.inTransaction(generation, () -> ParkedRecords.find(key, jdbc));
    }

    public Optional<ParkedOrder> find(Generation generation, int partition, long offset) {
        return writer.inTransaction(generation, () -> ParkedRecords.find(partition, offset, jdbc));
    }

    /** Those that were not taken up in this generation yet, although it is decided. */
    public List<ParkedOrder> decided(Generation generation) {
        return writer.inTransaction(generation, () -> ParkedRecords.decided(jdbc));
    }

    /**
     * Takes up as many records as can be projected now.
     *
     * @param decision called first, in the transaction that takes the first record up
     * @throws StillParkedException if that is none; nothing was changed, and what the decision wrote was rolled back
     */
    public TakenUp takeUp(Generation generation, ParkedOrder order, Consumer<First> decision) {
        try {
            return inOneTransaction(generation, order, Integer.MAX_VALUE, decision);
        } catch (DataIntegrityViolationException e) {
            return oneByOne(generation, order, decision);
        }
    }

    /** The views do not take one of the records: take up those before it. */
    private TakenUp oneByOne(Generation generation, ParkedOrder order, Consumer<First> decision) {
        TakenUp taken = takeUpFirst(generation, order, decision);
        try {
            while (taken.parked() > 0) {
                taken = takeUpFirst(generation, order, _ -> {}).after(taken);
            }
            return taken;
        } catch (StillParkedException e) {
            return leftParked(generation, order, String.valueOf(e.getMessage())).after(taken);
        }
    }

    /** Says anew why the order is parked. */
    public TakenUp leftParked(Generation generation, ParkedOrder order, String reason) {
        return writer.inTransaction(generation, () -> {
            checkpoints.repaired(order.partition());
            ParkedRecords.explain(reason, order, jdbc);
            return new TakenUp(0, ParkedRecords.count(order, jdbc), reason);
        });
    }

    /**
     * As {@link #takeUp}, but the first record alone.
     *
     * @throws StillParkedException if it cannot be projected; nothing was changed
     */
    public TakenUp takeUpFirst(Generation generation, ParkedOrder order, Consumer<First> decision) {
        return inOneTransaction(generation, order, 1, decision);
    }

    private TakenUp inOneTransaction(Generation generation, ParkedOrder order, int most, Consumer<First> decision) {
        return writer.inTransaction(generation, () -> {
            jdbc.query("select set_config('lock_timeout', ?, true)", _ -> {}, LOCK_TIMEOUT);
            boolean live = ReleasedRecords.holdLive(generation, jdbc);
            checkpoints.repaired(order.partition());
            List<LogRecord> parked = ParkedRecords.of(order, most, jdbc).stream().map(LogRecord::of).toList();
            return parked.isEmpty() ? TakenUp.NOTHING : takeUp(live, order, parked, decision);
        });
    }

    private TakenUp takeUp(boolean live, ParkedOrder order, List<LogRecord> parked, Consumer<First> decision) {
        LogRecord first = parked.getFirst();
        Map<UUID, FoldedOrder> known = orderOf(first);
        decision.accept(new First(checkpoints.topicId(order.partition()), first.record().offset(), first.metadata(), !known.isEmpty()));
        BatchFold fold = fold(order, parked, known);
        List<ParkedRecord> left = fold.parked();
        if (!left.isEmpty() && left.getFirst().record().offset() == first.record().offset()) {
            throw new StillParkedException(first.record().offset(), String.valueOf(left.getFirst().reason()));
        }
        write(fold.valid(), first.record().offset(), parked.size());
        if (live) {
            ReleasedRecords.add(fold.valid().events(), jdbc);
        }
        long end = left.isEmpty() ? parked.getLast().record().offset() + 1 : left.getFirst().record().offset();
        ParkedRecords.deleteBefore(end, order, jdbc);
        int stillParked = ParkedRecords.count(order, jdbc);
        if (stillParked == 0) {
            return new TakenUp(parked.size(), 0, null);
        }
        String reason = left.isEmpty() ? "the records before it were taken up, it was not tried" : String.valueOf(left.getFirst().reason());
        ParkedRecords.explain(reason, order, jdbc);
        return new TakenUp(parked.size() - left.size(), stillParked, reason);
    }

    private Map<UUID, FoldedOrder> orderOf(LogRecord record) {
        return record.metadata() == null
                ? new HashMap<>()
                : new HashMap<>(orders.load(Set.of(record.metadata().orderId()), jdbc));
    }

    private BatchFold fold(ParkedOrder order, List<LogRecord> parked, Map<UUID, FoldedOrder> known) {
        parked.stream()
                .filter(record -> record.metadata() != null)
                .findFirst()
                .ifPresent(record -> orderOf(record).forEach(known::putIfAbsent));
        BatchFold fold = new BatchFold(codec, known, new HashSet<>(), SkippedRecords.offsets(order.partition(), jdbc));
        try {
            parked.forEach(fold::add);
            return fold;
        } catch (DamagedLogException e) {
            throw new StillParkedException(e.offset(), String.valueOf(e.getMessage()), e);
        }
    }

    /** A single record that the views do not take is known to be the one. */
    private void write(ProjectionBatch valid, long offset, int records) {
        if (valid.events().isEmpty()) {
            return;
        }
        try {
            TableWriter.write(jdbc, tables -> projections.forEach(projection -> projection.write(valid, tables)));
        } catch (DataIntegrityViolationException e) {
            if (records > 1) {
                throw e;
            }
            throw new StillParkedException(offset, Refusal.reason(e), e);
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new StillParkedException(offset, Refusal.reason(e), e);
        }
    }
}
