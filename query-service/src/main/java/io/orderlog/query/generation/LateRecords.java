package io.orderlog.query.generation;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Records that had to be parked in one generation and that the next one could read: who follows the log in its order has passed their
 * places, and is told of them as of those that are released.
 */
final class LateRecords {

    private final JdbcTemplate jdbc;

    LateRecords(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** In the transaction that makes the next generation live, while the one before it is held. */
    void number(Generation before, Generation next) {
        if (!hasParkedRecords(before)) {
            return;
        }
        jdbc.execute("lock table orderlog.released_record in share row exclusive mode");
        jdbc.update("""
                insert into orderlog.released_record (topic_id, log_partition, log_offset)
                select topic_id, log_partition, log_offset
                from %1$s.parked_record join %1$s.checkpoint using (log_partition) join %2$s.checkpoint using (log_partition, topic_id)
                where (log_partition, log_offset) in (select log_partition, log_offset from %2$s.history)
                order by log_partition, log_offset on conflict do nothing""".formatted(before.schema(), next.schema()));
    }

    /** Its schema may have been dropped by hand. */
    private boolean hasParkedRecords(Generation generation) {
        return Boolean.TRUE.equals(
                jdbc.queryForObject("select to_regclass(?) is not null", Boolean.class, generation.schema() + ".parked_record"));
    }
}
