package io.orderlog.query.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderlog.event.EventCodec;
import io.orderlog.query.generation.Generation;
import io.orderlog.query.generation.ViewsWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Writes each batch in one transaction: the checkpoint, all views, and what has to be parked. */
@Component
public class ProjectionRunner {

    private static final Logger log = LoggerFactory.getLogger(ProjectionRunner.class);
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final ViewsWriter writer;
    private final JdbcTemplate jdbc;
    private final Checkpoints checkpoints;
    private final FoldedOrders orders;
    private final List<Projection> projections;
    private final TableWriter tables;
    private final EventCodec codec = new EventCodec();

    ProjectionRunner(ViewsWriter writer, Checkpoints checkpoints, FoldedOrders orders, List<Projection> projections) {
        this.writer = writer;
        this.jdbc = writer.jdbc();
        this.checkpoints = checkpoints;
        this.orders = orders;
        this.projections = projections;
        this.tables = new TableWriter(jdbc);
    }

    /** What became of the records of a batch. */
    public record Outcome(int projected, int superseded, int parked) {

        Outcome plus(Outcome other) {
            return new Outcome(projected + other.projected, superseded + other.superseded, parked + other.parked);
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
        try {
            return write(generation, batch);
        } catch (DataIntegrityViolationException e) {
            return projectOneByOne(generation, batch, e);
        } catch (CheckpointMovedException | DamagedLogException | DataAccessException | TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            return projectOneByOne(generation, batch, e);
        }
    }

    /** The views do not take one of the records: find it and park it. */
    private Outcome projectOneByOne(Generation generation, LogBatch batch, RuntimeException failure) {
        if (batch.records().size() == 1) {
            return writer.inTransaction(generation, () -> park(batch, failure));
        }
        Outcome outcome = new Outcome(0, 0, 0);
        long from = batch.from();
        for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
            LogBatch single = LogBatch.of(from, List.of(record));
            outcome = outcome.plus(project(generation, single));
            from = single.to();
        }
        return outcome;
    }

    private Outcome write(Generation generation, LogBatch batch) {
        return writer.inTransaction(generation, () -> {
            checkpoints.move(batch);
            BatchFold fold = fold(batch);
            ProjectionBatch valid = fold.valid();
            if (!valid.events().isEmpty()) {
                projections.forEach(projection -> projection.write(valid, tables));
            }
            if (!fold.parked().isEmpty()) {
                park(fold.parked());
            }
            return new Outcome(valid.events().size(), fold.superseded(), fold.parked().size());
        });
    }

    private BatchFold fold(LogBatch batch) {
        List<UUID> ids = batch.records().stream().map(ProjectionRunner::orderId).filter(Objects::nonNull).distinct().toList();
        Set<ByteBuffer> parkedKeys = ParkedRecords.keys(batch.partition(), batch.records(), jdbc);
        BatchFold fold = new BatchFold(codec, orders.load(ids, jdbc), parkedKeys);
        batch.records().forEach(fold::add);
        return fold;
    }

    private Outcome park(LogBatch single, RuntimeException failure) {
        checkpoints.move(single);
        park(List.of(ParkedRecord.because(single.records().getFirst(), "it cannot be projected: " + failure)));
        return new Outcome(0, 0, 1);
    }

    private void park(List<ParkedRecord> parked) {
        ParkedRecords.insert(parked, jdbc);
        for (ParkedRecord it : parked) {
            if (it.reason() != null) {
                log.error("Partition {}, offset {} is parked, and what follows on the same order waits behind it; see parked_record",
                        it.record().partition(), it.record().offset());
            }
        }
    }

    /** The order that the key names, or {@code null}; the fold says what is wrong with a record whose key names none. */
    private static @Nullable UUID orderId(ConsumerRecord<byte[], byte[]> record) {
        String key = new String(ParkedRecord.keyBytes(record), UTF_8);
        return UUID_TEXT.matcher(key).matches() ? UUID.fromString(key) : null;
    }
}
