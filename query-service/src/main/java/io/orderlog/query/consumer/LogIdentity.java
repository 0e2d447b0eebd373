package io.orderlog.query.consumer;

import io.orderlog.query.generation.Generation;
import io.orderlog.query.projection.Checkpoints.Checkpoint;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Tells whether the log can be the one that the views of a generation were made from. */
final class LogIdentity {

    private final EventTopic topic;
    private final String schema;

    LogIdentity(EventTopic topic, Generation generation) {
        this.topic = topic;
        this.schema = generation.schema();
    }

    /**
     * What does not fit and the way out, or {@code null}.
     *
     * @param checkpoints by partition, looked up before this call: then the log of today must reach at least as far
     * @param found what the topic is today
     */
    @Nullable
    String mismatch(Map<Integer, Checkpoint> checkpoints, EventTopic.Description found) {
        if (checkpoints.values().stream().anyMatch(it -> !it.topicId().equals(found.id()))) {
            return "The topic %s was deleted and made again since the views %s were made from it. %s"
                    .formatted(topic.name(), schema, wayOut());
        }
        List<TopicPartition> partitions =
                found.partitions().stream().filter(partition -> checkpoints.containsKey(partition.partition())).toList();
        Map<Integer, Long> ends = topic.ends(partitions);
        if (anyOffset(checkpoints, (partition, next) -> next > ends.getOrDefault(partition, 0L))) {
            return "The topic %s lost records that are in the views %s. %s".formatted(topic.name(), schema, wayOut());
        }
        Map<Integer, Long> beginnings = topic.beginnings(partitions);
        if (anyOffset(checkpoints, (partition, next) -> next < beginnings.getOrDefault(partition, 0L))) {
            return "The topic %s lost records that are not in the views %s yet. Restore it from a copy; it must keep every record for ever."
                    .formatted(topic.name(), schema);
        }
        return null;
    }

    /** The topic is not there at all. */
    @Nullable
    String mismatch(Map<Integer, Checkpoint> checkpoints) {
        return checkpoints.isEmpty()
                ? null
                : "The topic %s that the views %s were made from is gone. %s".formatted(topic.name(), schema, wayOut());
    }

    private String wayOut() {
        return "Restore it from a copy, or drop the schema %s and start again to make the views from the log as it is.".formatted(schema);
    }

    private interface OffsetTest {

        boolean holds(int partition, long nextOffset);
    }

    private static boolean anyOffset(Map<Integer, Checkpoint> checkpoints, OffsetTest test) {
        return checkpoints.entrySet().stream().anyMatch(it -> test.holds(it.getKey(), it.getValue().nextOffset()));
    }
}
