package io.orderlog.query.projection;

import io.orderlog.query.generation.Generation;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;

/** Which events came into the live views later than their places in the log, for those who read the log in its order. */
final class ReleasedRecords {

    private ReleasedRecords() {}

    /**
     * Whether the generation is live, which stays so until the end of the transaction. To be asked before the checkpoint is held: a switch
     * takes both in this order.
     */
    static boolean holdLive(Generation generation, JdbcOperations tables) {
        tables.queryForList("select number from orderlog.live_generation for share");
        // Who had to wait for a switch has not seen what it inserted.
        return tables.queryForList("select number from orderlog.live_generation", Integer.class).contains(generation.number());
    }

    /** In the transaction that writes the events to the generation that is live: nobody was told of the views of another. */
    static void add(List<ProjectedEvent> events, JdbcOperations tables) {
        tables.execute("lock table orderlog.released_record in share row exclusive mode");
        tables.batchUpdate("""
                insert into orderlog.released_record (topic_id, log_partition, log_offset)
                select topic_id, log_partition, ? from checkpoint where log_partition = ? on conflict do nothing""",
                events.stream().map(event -> new Object[]{event.offset(), event.partition()}).toList());
    }
}
