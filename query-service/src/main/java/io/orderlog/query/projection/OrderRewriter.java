package io.orderlog.query.projection;

import io.orderlog.event.EventCodec;
import io.orderlog.query.generation.Generation;
import io.orderlog.query.generation.RefusedChangeException;
import io.orderlog.query.generation.ViewsWriter;
import io.orderlog.query.projection.Checkpoints.Checkpoint;
import java.nio.ByteBuffer;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * Writes all rows of one order anew from the log, as far as the views have read it.
 *
 * <p>The transaction holds the partition's checkpoint, so that no batch of any instance comes between, and counts as a repair, so that
 * none goes on from what it remembers. Sums over many orders are left alone: they hold what the order's events added to them, whatever
 * its rows say.
 */
@Component
public class OrderRewriter {

    /** An operator waits; making an index can take hours, and a batch a moment. */
    private static final String LOCK_TIMEOUT = "10s";

    private final ViewsWriter writer;
    private final JdbcTemplate jdbc;
    private final Checkpoints checkpoints;
    private final FoldedOrders orders;
    private final List<RewritableProjection> projections;
    private final EventCodec codec;

    OrderRewriter(ViewsWriter writer, Checkpoints checkpoints, FoldedOrders orders, List<RewritableProjection> projections,
            EventCodec codec) {
        this.writer = writer;
        this.jdbc = writer.jdbc();
        this.checkpoints = checkpoints;
        this.orders = orders;
        this.projections = projections;
        this.codec = codec;
    }

    /** Where an order's records are. */
    public record Place(UUID order, int partition, String topicId) {

        private ParkedOrder ifParked() {
            return new ParkedOrder(partition, ByteBuffer.wrap(EventCodec.key(order)));
        }
    }

    /**
     * What was done.
     *
     * @param removed how many rows there were
     * @param events how many the log has of the order, as far as the views have read it
     * @param sumsInDoubt the order was stored otherwise than its events make it: what later events added to sums was worked out from that
     * @param parked how many of its records are kept aside, which this does not change
     */
    public record Rewritten(int removed, int events, boolean sumsInDoubt, int parked) {}

    /** @throws RefusedChangeException if the log cannot be followed up to where the views are; nothing was changed */
    public Rewritten rewrite(Generation generation, Place place, OrderRecords log) {
        Checkpoint known = checkpoints.all(generation).get(place.partition());
        if (known != null) {
            // All but the last of it is read before anybody has to wait.
            log.before(known.nextOffset());
        }
        return writer.inTransaction(generation, () -> {
            jdbc.query("select set_config('lock_timeout', ?, true)", _ -> {}, LOCK_TIMEOUT);
            Checkpoint held = checkpoints.holdForRepair(place.partition())
                    .filter(checkpoint -> checkpoint.topicId().equals(place.topicId()))
                    .orElseThrow(() -> new RefusedChangeException(
                            "Generation %d has nothing of partition %d of this log.".formatted(generation.number(), place.partition())));
            return rewrite(place, held.nextOffset(), log);
        });
    }

    private Rewritten rewrite(Place place, long end, OrderRecords log) {
        ProjectionBatch whole = fold(place, log.before(Math.min(end, ParkedRecords.firstOffset(place.ifParked(), jdbc))));
        boolean asItShouldBe = isStoredAs(whole, place.order());
        AtomicInteger removed = new AtomicInteger();
        TableWriter.write(jdbc, tables -> {
            for (RewritableProjection projection : projections) {
                removed.addAndGet(projection.forget(place.order(), tables));
                if (!whole.events().isEmpty()) {
                    projection.write(whole, tables);
                }
            }
        });
        return new Rewritten(removed.get(), whole.events().size(), !asItShouldBe, ParkedRecords.count(place.ifParked(), jdbc));
    }

    private ProjectionBatch fold(Place place, List<ConsumerRecord<byte[], byte[]>> records) {
        BatchFold fold = new BatchFold(codec, new HashMap<>(), new HashSet<>(), SkippedRecords.offsets(place.partition(), jdbc));
        try {
            records.stream().map(LogRecord::of).forEach(fold::add);
        } catch (DamagedLogException e) {
            throw new RefusedChangeException(String.valueOf(e.getMessage()));
        }
        if (!fold.parked().isEmpty()) {
            ParkedRecord first = fold.parked().getFirst();
            throw new RefusedChangeException(
                    "This release cannot take the order's record at offset %d: %s".formatted(first.record().offset(), first.reason()));
        }
        return fold.valid();
    }

    /** An order that is not there at all led nobody astray: its next event would have stopped the partition. */
    private boolean isStoredAs(ProjectionBatch whole, UUID order) {
        try {
            FoldedOrder stored = orders.load(Set.of(order), jdbc).get(order);
            FoldedOrder right = whole.changes().isEmpty() ? null : whole.changes().getFirst().after();
            return stored == null || right != null && saysTheSame(stored, right);
        } catch (JacksonException e) {
            return false;
        }
    }

    private static boolean saysTheSame(FoldedOrder stored, FoldedOrder right) {
        return stored.version() == right.version()
                && stored.order().equals(right.order())
                && stored.placedAt().truncatedTo(ChronoUnit.MICROS).equals(right.placedAt().truncatedTo(ChronoUnit.MICROS));
    }
}
