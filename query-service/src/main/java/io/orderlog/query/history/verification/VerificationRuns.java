package io.orderlog.query.history.verification;

import io.orderlog.query.generation.ViewsWriter;
import io.orderlog.query.history.verification.Tally.BrokenRecord;
import io.orderlog.query.history.verification.VerificationRun.PartitionRun;
import io.orderlog.query.history.verification.VerificationRun.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The register of the verifications of the whole log, which all instances share. */
@Component
class VerificationRuns {

    /** One whose instance was silent for too long is as good as abandoned; whoever starts the next one says so. */
    private static final String SELECT = """
            select number, case when state = 'RUNNING' and seen_at < now() - ? * interval '1 millisecond' then 'ABANDONED' else state end,
                started_by, started_at, seen_at, finished_at, failure
            from orderlog.verification""";

    private final JdbcTemplate jdbc;
    private final JdbcTemplate queries;
    private final long deadAfter;

    VerificationRuns(ViewsWriter writer, DataSource live, VerificationProperties properties) {
        this.jdbc = writer.jdbc();
        this.queries = new JdbcTemplate(live);
        this.deadAfter = properties.deadAfter().toMillis();
    }

    /** @return its number; empty if another one runs */
    Optional<Long> begin(String startedBy) {
        jdbc.update("""
                update orderlog.verification set state = 'ABANDONED', finished_at = seen_at, failure = 'Its instance died.'
                where state = 'RUNNING' and seen_at < now() - ? * interval '1 millisecond'""", deadAfter);
        return jdbc.query("""
                insert into orderlog.verification (state, started_by) values ('RUNNING', ?) on conflict do nothing returning number""",
                (row, _) -> row.getLong(1), startedBy).stream().findAny();
    }

    void ranges(long number, List<PartitionReader.Range> ranges) {
        jdbc.batchUpdate("""
                insert into orderlog.verification_partition (number, log_partition, from_offset, to_offset, next_offset)
                values (?, ?, ?, ?, ?)""",
                ranges.stream().map(it -> new Object[]{number, it.partition(), it.from(), it.to(), it.from()}).toList());
    }

    /** @return whether it still is a run: another instance may have taken this one for dead */
    boolean progress(long number, int partition, long next, Tally found) {
        BrokenRecord broken = found.firstBroken();
        return jdbc.update("""
                with run as (
                    update orderlog.verification set seen_at = now() where number = ? and state = 'RUNNING' returning number)
                update orderlog.verification_partition p
                set next_offset = ?, records = ?, events = ?, orders = ?, superseded = ?, read_barriers = ?, unverifiable = ?, broken = ?,
                    first_broken_offset = ?, first_broken_order = ?, first_broken_reason = ?
                from run where p.number = run.number and p.log_partition = ?""",
                number, next, found.records(), found.events(), found.orders(), found.superseded(), found.readBarriers(),
                found.unverifiable(), found.broken(),
                broken == null ? null : broken.offset(), broken == null ? null : broken.order(), broken == null ? null : broken.reason(),
                partition) > 0;
    }

    void finish(long number, State state, @Nullable String failure) {
        jdbc.update("""
                update orderlog.verification set state = ?, seen_at = now(), finished_at = now(), failure = ?
                where number = ? and state = 'RUNNING'""", state.name(), failure, number);
    }

    Optional<VerificationRun> find(long number) {
        return read(SELECT + " where number = ?", number).stream().findAny();
    }

    Optional<VerificationRun> running() {
        return read(SELECT + " where state = 'RUNNING'").stream().findAny();
    }

    /** The last ones, the newest first. */
    List<VerificationRun> last(int count) {
        return read(SELECT + " order by number desc limit ?", count);
    }

    private List<VerificationRun> read(String sql, Object... parameters) {
        List<Object> all = new ArrayList<>(List.of(deadAfter));
        all.addAll(List.of(parameters));
        List<Run> runs = queries.query(sql, (row, _) -> Run.of(row), all.toArray());
        Map<Long, List<PartitionRun>> partitions = new HashMap<>();
        queries.query("select * from orderlog.verification_partition where number = any(?) order by number, log_partition", row -> {
            partitions.computeIfAbsent(row.getLong("number"), _ -> new ArrayList<>()).add(partition(row));
        }, (Object) runs.stream().map(Run::number).toArray(Long[]::new));
        return runs.stream().map(run -> run.with(partitions.getOrDefault(run.number, List.of()))).toList();
    }

    private record Run(
            long number, State state, String startedBy, Instant startedAt, Instant seenAt, @Nullable Instant finishedAt,
            @Nullable String failure) {

        static Run of(ResultSet row) throws SQLException {
            OffsetDateTime finishedAt = row.getObject(6, OffsetDateTime.class);
            return new Run(row.getLong(1), State.valueOf(row.getString(2)), row.getString(3), instant(row, 4), instant(row, 5),
                    finishedAt == null ? null : finishedAt.toInstant(), row.getString(7));
        }

        VerificationRun with(List<PartitionRun> partitions) {
            return VerificationRun.of(number, state, startedBy, startedAt, seenAt, finishedAt, failure, partitions);
        }

        private static Instant instant(ResultSet row, int column) throws SQLException {
            return row.getObject(column, OffsetDateTime.class).toInstant();
        }
    }

    private static PartitionRun partition(ResultSet row) throws SQLException {
        int partition = row.getInt("log_partition");
        String reason = row.getString("first_broken_reason");
        BrokenRecord broken = reason == null
                ? null
                : new BrokenRecord(partition, row.getLong("first_broken_offset"), row.getString("first_broken_order"), reason);
        Tally found = new Tally(row.getLong("records"), row.getLong("events"), row.getLong("orders"), row.getLong("superseded"),
                row.getLong("read_barriers"), row.getLong("unverifiable"), row.getLong("broken"), broken);
        return new PartitionRun(partition, row.getLong("from_offset"), row.getLong("next_offset"), row.getLong("to_offset"), found);
    }
}
