package io.orderlog.query.projection;

import java.util.Set;
import org.springframework.jdbc.core.JdbcOperations;

/** What operators decided to skip. Each decision is about a record of the log, so that it holds in every generation. */
final class SkippedRecords {

    private SkippedRecords() {}

    /** In a transaction in which {@code checkpoint} is that of the generation that is written. */
    static Set<Long> offsets(int partition, JdbcOperations tables) {
        return Set.copyOf(tables.queryForList("""
                select decision.log_offset from orderlog.parked_decision decision join checkpoint using (topic_id, log_partition)
                where decision.action = 'SKIP' and decision.log_partition = ?""", Long.class, partition));
    }
}
