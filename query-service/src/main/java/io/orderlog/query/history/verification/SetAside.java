package io.orderlog.query.history.verification;

import java.util.Set;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * The records of an order that are not in its history, and rightly.
 *
 * @param parkedFrom the offset of the first that is parked, behind which all others wait
 * @param skipped the offsets of those that operators decided to skip; one that can be read is in the history all the same
 */
record SetAside(long parkedFrom, Set<Long> skipped) {

    /** To be read in the snapshot that the history is read in: an order may be released meanwhile. */
    static SetAside of(byte[] key, JdbcOperations views) {
        Long first = views.queryForObject("select min(log_offset) from parked_record where record_key = ?", Long.class, (Object) key);
        Set<Long> skipped = Set.copyOf(views.queryForList("""
                select distinct d.log_offset from orderlog.parked_decision d join checkpoint using (topic_id, log_partition)
                where d.action = 'SKIP' and d.record_key = ?""", Long.class, (Object) key));
        return new SetAside(first == null ? Long.MAX_VALUE : first, skipped);
    }
}
