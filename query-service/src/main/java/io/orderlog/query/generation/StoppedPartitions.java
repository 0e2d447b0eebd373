package io.orderlog.query.generation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Which partitions of a generation were stopped because going on could do harm, as all instances know it. */
@Component
public class StoppedPartitions {

    /** Longer than an instance takes between two looks at the registry. */
    private static final Duration RENEWED_WITHIN = Duration.ofSeconds(15);

    private final JdbcTemplate jdbc;

    StoppedPartitions(RegistryDatabase registry) {
        this.jdbc = registry.jdbc();
    }

    /** @param reason a sentence for operators */
    public record Stopped(int partition, String reason) {}

    /** To be told again and again. */
    public void tell(int number, Map<Integer, String> reasons) {
        if (!reasons.isEmpty()) {
            jdbc.batchUpdate("""
                    insert into orderlog.stopped_partition (number, log_partition, reason) values (?, ?, ?)
                    on conflict (number, log_partition) do update set reason = excluded.reason, seen_at = clock_timestamp()""",
                    reasons.entrySet().stream().map(it -> new Object[]{number, it.getKey(), it.getValue().replace('\0', ' ')}).toList());
        }
    }

    public List<Stopped> of(int number) {
        return jdbc.query("""
                select log_partition, reason from orderlog.stopped_partition
                where number = ? and seen_at > clock_timestamp() - make_interval(secs => ?) order by log_partition""",
                (row, _) -> new Stopped(row.getInt(1), row.getString(2)), number, RENEWED_WITHIN.toSeconds());
    }
}
