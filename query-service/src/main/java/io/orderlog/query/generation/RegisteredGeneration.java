package io.orderlog.query.generation;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the registry says of a generation.
 *
 * @param definition the fingerprint of the scripts that made its tables
 * @param failure why it cannot go on, if it failed
 * @param verify whether it is to be compared with the live generation
 * @param switchByItself whether it becomes live as soon as it can
 * @param verification what the last comparison found, as JSON
 * @param goal by partition, the end of the log when it was asked for; of a scratch generation, where it ends
 * @param times when what was done
 */
public record RegisteredGeneration(
        Generation generation,
        String definition,
        GenerationPurpose purpose,
        GenerationState state,
        @Nullable String failure,
        boolean paused,
        Throttle throttle,
        boolean verify,
        boolean switchByItself,
        @Nullable String verification,
        List<Long> goal,
        Times times) {

    static final String COLUMNS = """
            number, schema_name, consumer_group, definition, purpose, state, failure, paused, throttle_events, throttle_cpu, verify,
            switch_by_itself, verification, goal, created_at, caught_up_at, complete_at, live_at, over_at, dropped_at""";

    /**
     * When what was done.
     *
     * @param caughtUp reached the goal
     * @param complete had all indexes
     * @param live was made live for the first time
     * @param over was cancelled or retired
     * @param dropped had its schema and its consumer group deleted
     */
    public record Times(
            Instant created,
            @Nullable Instant caughtUp,
            @Nullable Instant complete,
            @Nullable Instant live,
            @Nullable Instant over,
            @Nullable Instant dropped) {}

    public int number() {
        return generation.number();
    }

    public boolean isScratch() {
        return purpose == GenerationPurpose.SCRATCH;
    }

    /** Whether it is on its way to become live. */
    public boolean isUnderWay() {
        return !isScratch() && !state.isOver() && times.live == null;
    }

    /** Whether queries may read it by now: it was made live, or is shown while it is filled. */
    public boolean isRead() {
        return state == GenerationState.FOLLOWING && (times.live != null || times.complete == null);
    }

    /** Whether somebody should read the log for it now. */
    public boolean isToBeFilled() {
        return !paused && (state == GenerationState.BUILDING || state == GenerationState.FOLLOWING);
    }

    /** Of a scratch generation, the offset at which it ends. */
    public long limit(int partition) {
        if (!isScratch()) {
            return Long.MAX_VALUE;
        }
        return partition < goal.size() ? goal.get(partition) : 0;
    }

    static RegisteredGeneration of(ResultSet row) throws SQLException {
        return new RegisteredGeneration(
                new Generation(row.getInt("number"), row.getString("schema_name"), row.getString("consumer_group")),
                row.getString("definition"),
                GenerationPurpose.valueOf(row.getString("purpose")),
                GenerationState.valueOf(row.getString("state")),
                row.getString("failure"),
                row.getBoolean("paused"),
                new Throttle(row.getObject("throttle_events", Integer.class), row.getObject("throttle_cpu", Double.class)),
                row.getBoolean("verify"),
                row.getBoolean("switch_by_itself"),
                row.getString("verification"),
                offsets(row.getArray("goal")),
                new Times(
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        instant(row, "caught_up_at"),
                        instant(row, "complete_at"),
                        instant(row, "live_at"),
                        instant(row, "over_at"),
                        instant(row, "dropped_at")));
    }

    private static List<Long> offsets(Array goal) throws SQLException {
        return Arrays.asList((Long[]) goal.getArray());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
