package io.orderlog.query.parked;

import io.orderlog.event.EventMetadata;
import io.orderlog.query.generation.ViewsWriter;
import io.orderlog.query.parked.ParkedDecision.Action;
import io.orderlog.query.projection.ParkedOrder;
import io.orderlog.query.projection.ParkedOrders.First;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Who decided what about parked orders, when and why. Decisions are added and never changed. */
@Component
class ParkedDecisions {

    private final JdbcTemplate jdbc;
    private final JdbcTemplate queries;

    ParkedDecisions(ViewsWriter writer, DataSource live) {
        this.jdbc = writer.jdbc();
        this.queries = new JdbcTemplate(live);
    }

    /**
     * To be called in the transaction that takes the order up. Its commit waits for the disk: unlike views, a decision cannot be read
     * again from the log.
     */
    void add(Action action, ParkedOrder order, First first, String actor, String reason) {
        EventMetadata event = first.metadata();
        jdbc.query("select set_config('synchronous_commit', 'on', true)", _ -> {});
        jdbc.update("""
                insert into orderlog.parked_decision
                    (action, topic_id, log_partition, log_offset, record_key, event_type, version, actor, reason)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
                action.name(), first.topicId(), order.partition(), first.offset(), order.keyBytes(),
                event == null ? null : event.type().replace('\0', ' '), event == null ? null : event.version(), actor, reason);
    }

    /** The latest first. */
    List<ParkedDecision> before(long id, int limit) {
        return queries.query("""
                select id, action, topic_id, log_partition, log_offset, record_key, event_type, version, actor, reason, decided_at
                from orderlog.parked_decision where id < ? order by id desc limit ?""",
                (row, _) -> new ParkedDecision(row.getLong(1), row.getString(2), row.getString(3), row.getInt(4), row.getLong(5),
                        Objects.requireNonNull(Written.of(row.getBytes(6))), row.getString(7), row.getObject(8, Long.class),
                        row.getString(9), row.getString(10), row.getObject(11, OffsetDateTime.class).toInstant()),
                id, limit);
    }
}
