package io.orderlog.query.parked;

import io.orderlog.event.EventHeaders;
import io.orderlog.query.parked.ParkedName.OfOrder;
import io.orderlog.query.parked.ParkedName.OfPlace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads what is parked in the live generation. */
@Component
class ParkedQueries {

    private static final String SUMMARY = """
            select record_key, log_partition, log_offset, header_names, header_values, reason, parked_at,
                (select count(*) - 1 from parked_record other
                    where other.record_key = first.record_key and other.log_partition = first.log_partition) as waiting
            from parked_record first where reason is not null""";

    private final JdbcTemplate live;

    ParkedQueries(DataSource live) {
        this.live = new JdbcTemplate(live);
    }

    List<ParkedSummary> first(int limit) {
        return after(new OfPlace(-1, -1), limit);
    }

    List<ParkedSummary> after(OfPlace place, int limit) {
        return live.query(SUMMARY + " and (log_partition, log_offset) > (?, ?) order by log_partition, log_offset limit ?",
                (row, _) -> summary(row), place.partition(), place.offset(), limit);
    }

    Optional<ParkedSummary> find(ParkedName name) {
        List<ParkedSummary> found = switch (name) {
            case OfOrder order -> live.query(SUMMARY + " and record_key = ?", (row, _) -> summary(row), (Object) order.key());
            case OfPlace(int partition, long offset) -> live.query(SUMMARY + " and log_partition = ? and log_offset = ?",
                    (row, _) -> summary(row), partition, offset);
        };
        return found.stream().findFirst();
    }

    List<ParkedDocument.Record> records(ParkedSummary order, long after, int limit) {
        return live.query("""
                select log_offset, header_names, header_values, record_value, reason, parked_at from parked_record
                where log_partition = ? and log_offset > ? and record_key =
                    (select record_key from parked_record where log_partition = ? and log_offset = ?)
                order by log_offset limit ?""",
                (row, _) -> record(row), order.partition(), after, order.partition(), order.offset(), limit);
    }

    long count() {
        return Objects.requireNonNull(
                live.queryForObject("select count(*) from parked_record where reason is not null", Long.class));
    }

    private static ParkedSummary summary(ResultSet row) throws SQLException {
        byte[] key = row.getBytes("record_key");
        int partition = row.getInt("log_partition");
        long offset = row.getLong("log_offset");
        Written type = headers(row).stream()
                .filter(header -> header.name().equals(EventHeaders.TYPE))
                .reduce((_, last) -> last)
                .map(ParkedDocument.Header::value)
                .orElse(null);
        return new ParkedSummary(ParkedName.of(key, partition, offset), Objects.requireNonNull(Written.of(key)), partition, offset, type,
                row.getString("reason"), row.getInt("waiting"), row.getObject("parked_at", OffsetDateTime.class).toInstant());
    }

    private static ParkedDocument.Record record(ResultSet row) throws SQLException {
        return new ParkedDocument.Record(row.getLong("log_offset"), row.getString("reason"),
                row.getObject("parked_at", OffsetDateTime.class).toInstant(), headers(row), Written.of(row.getBytes("record_value")));
    }

    private static List<ParkedDocument.Header> headers(ResultSet row) throws SQLException {
        String[] names = (String[]) row.getArray("header_names").getArray();
        byte @Nullable [][] values = (byte[][]) row.getArray("header_values").getArray();
        List<ParkedDocument.Header> headers = new ArrayList<>(names.length);
        for (int i = 0; i < names.length; i++) {
            headers.add(new ParkedDocument.Header(names[i], Written.of(values[i])));
        }
        return headers;
    }
}
