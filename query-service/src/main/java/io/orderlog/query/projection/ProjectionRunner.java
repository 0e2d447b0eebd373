package io.orderlog.query.projection;

import io.orderlog.event.EventCodec;
import io.orderlog.query.generation.Generation;
import io.orderlog.query.generation.ViewsWriter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Writes each batch in one transaction: the checkpoint, all views, and what has to be parked. */
@Component
public class ProjectionRunner {

    private static final Logger log = LoggerFactory.getLogger(ProjectionRunner.class);

    private final ViewsWriter writer;
    private final JdbcTemplate jdbc;
    private final Checkpoints checkpoints;
    private final FoldedOrders orders;
    private final List<Projection> projections;
    private final PartitionMemories memories = new PartitionMemories();
    private final EventCodec codec;

    ProjectionRunner(ViewsWriter writer, Checkpoints checkpoints, FoldedOrders orders, List<Projection> projections, EventCodec codec) {
        this.writer = writer;
        this.jdbc = writer.jdbc();
        this.checkpoints = checkpoints;
        this.orders = orders;
        this.projections = projections;
        this.codec = codec;
    }

    /**
     * What became of the records of a batch.
     *
     * @param recordedAt when each event that was projected was recorded
     */
    public record Outcome(List<Instant> recordedAt, int superseded, int parked) {

        static Outcome of(BatchFold fold) {
            List<Instant> recordedAt =
                    fold.valid().events().stream().map(event -> event.metadata().recordedAt()).toList();
            return new Outcome(recordedAt, fold.superseded(), fold.parked().size());
        }

        public int projected() {
            return recordedAt.size();
        }

        Outcome plus(Outcome other) {
            List<Instant> both = Stream.concat(recordedAt.stream(), other.recordedAt.stream()).toList();
            return new Outcome(both, superseded + other.superseded, parked + other.parked);
        }
    }

    /**
     * Writes the whole batch.
     *
     * @throws CheckpointMovedException if another instance was first; nothing was written
     * @throws DamagedLogException nothing was written
     * @throws DataAccessException or {@link TransactionException}, if Postgres did not do it; whether it was written is unknown, and
     *         trying again is safe
     */
    public Outcome project(Generation generation, LogBatch batch) {
        List<LogRecord> records = batch.records().stream().map(LogRecord::of).toList();
        try {
            return writeTrustingFirstVersions(generation, batch, records);
        } catch (DataIntegrityViolationException e) {
            return projectInParts(generation, batch, e);
        } catch (CheckpointMovedException | DamagedLogException | DataAccessException | TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            return projectInParts(generation, batch, e);
        }
    }

    /** What this instance remembers of a partition that is no longer its own. */
    public void forget(Generation generation, int partition) {
        memories.forget(generation, partition);
    }

    /** The views do not take one of the records: find it and park it. */
    private Outcome projectInParts(Generation generation, LogBatch batch, RuntimeException failure) {
        List<ConsumerRecord<byte[], byte[]>> records = batch.records();
        if (records.size() == 1) {
            return writer.inTransaction(generation, () -> park(batch, failure));
        }
        int half = records.size() / 2;
        LogBatch first = LogBatch.of(batch.from(), records.subList(0, half));
        LogBatch second = LogBatch.of(first.to(), records.subList(half, records.size()));
        return project(generation, first).plus(project(generation, second));
    }

    private Outcome writeTrustingFirstVersions(Generation generation, LogBatch batch, List<LogRecord> records) {
        try {
            return write(generation, batch, records, true);
        } catch (DuplicateKeyException | DamagedLogException e) {
            return write(generation, batch, records, false);
        }
    }

    private Outcome write(Generation generation, LogBatch batch, List<LogRecord> records, boolean trustFirstVersions) {
        PartitionMemory memory = memories.take(generation, batch.partition());
        Outcome outcome = writer.inTransaction(generation, () -> {
            memory.requireAt(checkpoints.move(batch));
            BatchFold fold = fold(batch, records, memory, trustFirstVersions);
            if (trustFirstVersions && !fold.parked().isEmpty()) {
                fold = fold(batch, records, memory, false);
            }
            write(fold, memory);
            return Outcome.of(fold);
        });
        memories.giveBack(generation, batch.partition(), memory);
        return outcome;
    }

    private BatchFold fold(LogBatch batch, List<LogRecord> records, PartitionMemory memory, boolean trustFirstVersions) {
        OrdersToLoad needed = OrdersToLoad.of(records, memory, trustFirstVersions);
        if (!needed.unknown().isEmpty()) {
            needed.known().putAll(orders.load(needed.unknown(), jdbc));
        }
        BatchFold fold = new BatchFold(codec, needed.known(), parkedKeys(batch, memory), skipped(batch, memory));
        records.forEach(fold::add);
        return fold;
    }

    private Set<ByteBuffer> parkedKeys(LogBatch batch, PartitionMemory memory) {
        if (!memory.nothingParked()) {
            memory.nothingParked(!ParkedRecords.any(batch.partition(), jdbc));
        }
        return memory.nothingParked() ? new HashSet<>() : ParkedRecords.keys(batch.partition(), batch.records(), jdbc);
    }

    private Set<Long> skipped(LogBatch batch, PartitionMemory memory) {
        Set<Long> known = memory.skipped();
        if (known == null) {
            known = SkippedRecords.offsets(batch.partition(), jdbc);
            memory.skipped(known);
        }
        return known;
    }

    private void write(BatchFold fold, PartitionMemory memory) {
        ProjectionBatch valid = fold.valid();
        if (!valid.events().isEmpty()) {
            TableWriter.write(jdbc, tables -> projections.forEach(projection -> projection.write(valid, tables)));
            valid.changes().forEach(change -> memory.remember(change.after()));
        }
        if (!fold.parked().isEmpty()) {
            memory.nothingParked(false);
            park(fold.parked());
        }
    }

    private Outcome park(LogBatch single, RuntimeException failure) {
        checkpoints.move(single);
        park(List.of(ParkedRecord.because(single.records().getFirst(), Refusal.reason(failure))));
        return new Outcome(List.of(), 0, 1);
    }

    private void park(List<ParkedRecord> parked) {
        ParkedRecords.insert(parked, jdbc);
        for (ParkedRecord it : parked) {
            if (it.reason() != null) {
                log.error("Partition {}, offset {} is parked, and what follows on the same order waits behind it; see GET /parked",
                        it.record().partition(), it.record().offset());
            }
        }
    }
}
