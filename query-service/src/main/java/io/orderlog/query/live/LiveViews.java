package io.orderlog.query.live;

import io.orderlog.query.generation.ReadRoute;
import io.orderlog.query.live.Interest.Matching;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Reads events, in the order of the log, from the generation that is live.
 *
 * <p>Each method is one statement: how far a partition is and what it has up to there are seen at one moment and in one generation,
 * whatever becomes live meanwhile.
 */
@Component
class LiveViews {

    private static final String EVENT = """
            h.order_id, h.version, h.event_id, h.event_type, h.source, h.recorded_at, h.effective_at, h.actor, h.correlation_id,
            h.causation_id, h.idempotency_key, h.request_fingerprint, h.traceparent, h.previous_hash, h.hash, h.log_partition,
            h.log_offset, h.data, h.skipped, h.other_value, h.customer_id
            """;
    private static final String AT_ITS_PLACE = """
            %s, coalesce((select r.number from orderlog.released_record r where r.topic_id = c.topic_id
                and r.log_partition = h.log_partition and r.log_offset = h.log_offset), 0) as released, h.log_offset as arrival
            """.formatted(EVENT);

    /** Up to the first one whose event these views do not have: another generation was live when it was released. */
    private static final String THERE = """
            select r.number as released, h.*, bool_and(h.order_id is not null) over (order by r.number) as there
            from orderlog.released_record r
            join checkpoint using (topic_id, log_partition)
            left join history h on h.log_partition = r.log_partition and h.log_offset = r.log_offset
            """;
    private static final String RELEASED = """
            select -1 as moved_partition, 0::bigint as next_offset, %s, h.released, h.released as arrival
            from (%s where r.number > ? and r.number <= ?) h
            where there order by h.released limit ?""".formatted(EVENT, THERE);
    private static final String LAST_RELEASED = "select coalesce(max(released), 0) from (%s) h where there".formatted(THERE);

    /** What was released; then a row for each partition that is further than known, or one for each of its events. */
    private static final String MOVED = """
            (%s)
            union all
            select c.log_partition, c.next_offset, e.*
            from checkpoint c
            left join unnest(?, ?) known(log_partition, next_offset) on known.log_partition = c.log_partition
            left join lateral (
                select %s from history h
                where h.log_partition = c.log_partition and h.log_offset >= coalesce(known.next_offset, 0)
                    and h.log_offset < c.next_offset
                order by h.log_offset limit ?) e on true
            where c.next_offset > coalesce(known.next_offset, 0)
            order by moved_partition, arrival""".formatted(RELEASED, AT_ITS_PLACE);

    /** A row for how far the partition is, and one for each of its events that match. */
    private static final String BETWEEN = """
            select c.log_partition as moved_partition, c.next_offset, e.*
            from checkpoint c
            left join lateral (
                select %s from history h
                where h.log_partition = c.log_partition and h.log_offset >= ? and h.log_offset < least(c.next_offset, ?)
                    and (?::text[] is null or h.event_type = any(?::text[])) %s
                order by h.log_offset limit ?) e on true
            where c.log_partition = ?
            order by e.log_offset""";
    private static final String BETWEEN_OF_ALL = BETWEEN.formatted(AT_ITS_PLACE, "");
    /** The orders of one customer are few: their events are found by them, and not among all. */
    private static final String BETWEEN_OF_CUSTOMER =
            BETWEEN.formatted(AT_ITS_PLACE, "and h.order_id = any(array(select id from orders where customer_id = ?))");

    private static final String OF_ORDER = """
            select %s, 0 as released from history h
            where h.order_id = ? and h.version > ? order by h.version limit ?""".formatted(EVENT);

    private final JdbcTemplate jdbc;
    private final LiveEventRows rows;
    private final int readRows;

    LiveViews(DataSource live, LiveEventRows rows, LiveProperties properties) {
        this.jdbc = new JdbcTemplate(live);
        this.rows = rows;
        this.readRows = properties.readRows();
    }

    /**
     * What a partition has, or, if the partition is negative, what came from any of them later than its place.
     *
     * @param to all events before this offset that were asked for are here
     */
    record Read(int partition, long to, List<LiveEvent> events) {

        boolean isLate() {
            return partition < 0;
        }
    }

    /** @param topicId of the log that the views were made from; {@code null} before anything was read from it */
    record Heads(@Nullable String topicId, Positions positions) {}

    Heads heads() {
        Map<Integer, Long> next = new HashMap<>();
        String[] topic = new String[1];
        long[] released = new long[1];
        nowLive(() -> {
            jdbc.query("select log_partition, next_offset, topic_id, (%s) from checkpoint".formatted(LAST_RELEASED), row -> {
                next.put(row.getInt(1), row.getLong(2));
                topic[0] = row.getString(3);
                released[0] = row.getLong(4);
            });
            return next;
        });
        return new Heads(topic[0], Positions.of(next, released[0]));
    }

    /** The number of the last record that was released, as far as the views have all up to it. */
    long lastReleased() {
        return nowLive(() -> jdbc.queryForObject(LAST_RELEASED, Long.class));
    }

    /** What was released, and of each partition that is further than known what comes next, bounded. */
    List<Read> moved(Positions known) {
        List<Integer> partitions = List.copyOf(known.next().keySet());
        List<Long> offsets = List.copyOf(known.next().values());
        List<Read> reads = nowLive(() -> jdbc.execute((ConnectionCallback<List<Read>>) connection -> {
            try (var statement = connection.prepareStatement(MOVED)) {
                Array first = connection.createArrayOf("int4", partitions.toArray());
                Array second = connection.createArrayOf("int8", offsets.toArray());
                statement.setLong(1, known.released());
                statement.setLong(2, Long.MAX_VALUE);
                statement.setInt(3, readRows);
                statement.setArray(4, first);
                statement.setArray(5, second);
                statement.setInt(6, readRows);
                return reads(statement.executeQuery(), Long.MAX_VALUE);
            }
        }));
        // An event at its place may follow one that is released.
        boolean moreReleased = !reads.isEmpty() && reads.getFirst().isLate() && reads.getFirst().events().size() == readRows;
        return moreReleased ? reads.subList(0, 1) : reads;
    }

    /** What was released behind one number and up to another, bounded. */
    List<LiveEvent> released(long after, long upTo) {
        return nowLive(() -> jdbc.query(RELEASED, rows, after, upTo, readRows));
    }

    /** Events that match, from one offset up to another or to where the views are, bounded; {@code null} if the views have no such partition. */
    @Nullable
    Read between(int partition, long from, long to, Matching interest) {
        boolean ofCustomer = interest.customer() != null;
        List<Read> reads = nowLive(() -> jdbc.execute((ConnectionCallback<List<Read>>) connection -> {
            try (var statement = connection.prepareStatement(ofCustomer ? BETWEEN_OF_CUSTOMER : BETWEEN_OF_ALL)) {
                int next = 1;
                Array types = interest.types().isEmpty() ? null : connection.createArrayOf("text", interest.types().toArray());
                statement.setLong(next++, from);
                statement.setLong(next++, to);
                statement.setArray(next++, types);
                statement.setArray(next++, types);
                if (ofCustomer) {
                    statement.setString(next++, interest.customer());
                }
                statement.setInt(next++, readRows);
                statement.setInt(next, partition);
                return reads(statement.executeQuery(), to);
            }
        }));
        return reads == null || reads.isEmpty() ? null : reads.getFirst();
    }

    private List<Read> reads(ResultSet row, long most) throws SQLException {
        List<Read> reads = new ArrayList<>();
        while (row.next()) {
            int partition = row.getInt("moved_partition");
            if (reads.isEmpty() || reads.getLast().partition() != partition) {
                reads.add(new Read(partition, Math.min(most, row.getLong("next_offset")), new ArrayList<>()));
            }
            if (row.getObject("order_id") != null) {
                reads.getLast().events().add(rows.mapRow(row, row.getRow()));
            }
        }
        return reads.stream().map(this::upToTheLast).toList();
    }

    /** As many as were asked for may not be all that there are. */
    private Read upToTheLast(Read read) {
        List<LiveEvent> events = read.events();
        return events.size() < readRows ? read : new Read(read.partition(), events.getLast().offset() + 1, events);
    }

    /** The order's events behind this version, bounded. */
    List<LiveEvent> eventsOf(UUID order, long afterVersion) {
        return nowLive(() -> jdbc.query(OF_ORDER, rows, order, afterVersion, readRows));
    }

    /** Of the order's last event; {@code null} if there is none. */
    @Nullable
    Long versionOf(UUID order) {
        return nowLive(() -> jdbc.queryForObject("select max(version) from history where order_id = ?", Long.class, order));
    }

    /** A request keeps its generation, but one that lasts for hours must not: its generation may be gone by then. */
    private static <T extends @Nullable Object> T nowLive(ScopedValue.CallableOp<T, RuntimeException> read) {
        return ReadRoute.within(read);
    }
}
