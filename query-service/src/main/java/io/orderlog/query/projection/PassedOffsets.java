package io.orderlog.query.projection;

import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** How far the live generation is in the log, as queries see it. */
@Component
public class PassedOffsets {

    private final JdbcTemplate live;

    PassedOffsets(DataSource live) {
        this.live = new JdbcTemplate(live);
    }

    /** By partition, the next offset that the live generation will read; only partitions that it ever began. */
    public Map<Integer, Long> nextOffsets() {
        Map<Integer, Long> offsets = new HashMap<>();
        live.query("select log_partition, next_offset from checkpoint", row -> {
            offsets.put(row.getInt(1), row.getLong(2));
        });
        return offsets;
    }
}
