package io.orderlog.query.generation;

import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;

/** How far a generation is behind another one, by the checkpoints that every release keeps in the same way. */
final class CheckpointRace {

    private final JdbcTemplate jdbc;
    private final Generation next;
    private final Generation live;

    CheckpointRace(JdbcTemplate jdbc, Generation next, Generation live) {
        this.jdbc = jdbc;
        this.next = next;
        this.live = live;
    }

    /** Whether the live generation still has checkpoints: its schema may have been dropped by hand. */
    boolean isOn() {
        return Boolean.TRUE.equals(jdbc.queryForObject("select to_regclass(?) is not null", Boolean.class, live.schema() + ".checkpoint"));
    }

    /** In records, over all partitions; those of a topic that was deleted and made again do not count. */
    long behind() {
        Long behind = jdbc.queryForObject("""
                select coalesce(sum(greatest(0, live.next_offset - coalesce(next.next_offset, 0))), 0)::bigint
                from %s.checkpoint live left join %s.checkpoint next using (log_partition)
                where next.topic_id is null or next.topic_id = live.topic_id""".formatted(live.schema(), next.schema()), Long.class);
        return behind == null ? 0 : behind;
    }

    /** Keeps the live generation where it is until the end of the transaction. */
    void hold(Duration atMost) {
        jdbc.queryForList("select set_config('lock_timeout', ?, true)", atMost.toMillis() + "ms");
        jdbc.queryForList("select log_partition from %s.checkpoint for share".formatted(live.schema()));
    }
}
