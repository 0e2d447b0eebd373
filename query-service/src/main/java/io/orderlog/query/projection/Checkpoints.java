package io.orderlog.query.projection;

import io.orderlog.query.generation.Generation;
import io.orderlog.query.generation.ViewsWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** How far each partition of the log is in the views of a generation. Postgres keeps this, not Kafka. */
@Component
public class Checkpoints {

    private final ViewsWriter writer;
    private final JdbcTemplate jdbc;

    Checkpoints(ViewsWriter writer) {
        this.writer = writer;
        this.jdbc = writer.jdbc();
    }

    /**
     * Where a partition stands.
     *
     * @param topicId the topic that its records were read from; a topic made again under the same name has another one
     * @param repairs how often rows of the partition were changed other than by its batches
     */
    public record Checkpoint(String topicId, long nextOffset, long repairs) {

        private static Checkpoint of(ResultSet row) throws SQLException {
            return new Checkpoint(row.getString("topic_id"), row.getLong("next_offset"), row.getLong("repairs"));
        }
    }

    /** The partition's checkpoint; at the first call, the beginning of this topic. */
    public Checkpoint open(Generation generation, int partition, String topicId) {
        return writer.inTransaction(generation, () -> {
            jdbc.update("""
                    insert into checkpoint (log_partition, topic_id, next_offset) values (?, ?, 0) on conflict do nothing""",
                    partition, topicId);
            return jdbc.queryForObject("select topic_id, next_offset, repairs from checkpoint where log_partition = ?",
                    (row, _) -> Checkpoint.of(row), partition);
        });
    }

    /** Of each partition that was ever opened. */
    public Map<Integer, Checkpoint> all(Generation generation) {
        return writer.inTransaction(generation, () -> {
            Map<Integer, Checkpoint> all = new HashMap<>();
            jdbc.query("select log_partition, topic_id, next_offset, repairs from checkpoint", row -> {
                all.put(row.getInt("log_partition"), Checkpoint.of(row));
            });
            return all;
        });
    }

    /**
     * What a batch passed.
     *
     * @param repairs how often rows of the partition were changed other than by its batches
     */
    record Passed(long from, long to, long repairs) {}

    /**
     * Compare and set: two instances that both believe they own a partition cannot both move it. Holds the partition until the end of
     * the transaction.
     *
     * @throws CheckpointMovedException if it is not where the batch begins
     */
    Passed move(LogBatch batch) {
        return jdbc.query("""
                update checkpoint set next_offset = ?, moved_at = now() where log_partition = ? and next_offset = ?
                returning repairs""",
                (row, _) -> new Passed(batch.from(), batch.to(), row.getLong(1)), batch.to(), batch.partition(), batch.from())
                .stream()
                .findFirst()
                .orElseThrow(() -> new CheckpointMovedException(batch.partition(), batch.from()));
    }

    /**
     * As {@link #repaired}.
     *
     * @return where the partition stands until the end of the transaction; nothing if it was never opened
     */
    Optional<Checkpoint> holdForRepair(int partition) {
        return jdbc.query("""
                update checkpoint set repairs = repairs + 1 where log_partition = ?
                returning topic_id, next_offset, repairs""", (row, _) -> Checkpoint.of(row), partition).stream().findFirst();
    }

    /** Of the log that the partition's records were read from. To be called in a transaction. */
    String topicId(int partition) {
        return String.valueOf(jdbc.queryForObject("select topic_id from checkpoint where log_partition = ?", String.class, partition));
    }

    /**
     * Tells all instances that rows of the partition were changed other than by its batches, so that none goes on from what it
     * remembers. To be called in the transaction that changes them; holds the partition until its end.
     */
    public void repaired(int partition) {
        jdbc.update("update checkpoint set repairs = repairs + 1 where log_partition = ?", partition);
    }
}
