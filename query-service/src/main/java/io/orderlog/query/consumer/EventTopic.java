package io.orderlog.query.consumer;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The topic of the events as Kafka describes it. All methods throw {@link KafkaException} when Kafka does not answer. */
final class EventTopic {

    private final Admin admin;
    private final String name;

    EventTopic(Admin admin, String name) {
        this.admin = admin;
        this.name = name;
    }

    /** @param id another one for a topic that was made again under the same name */
    record Description(String id, List<TopicPartition> partitions) {}

    String name() {
        return name;
    }

    /** @return {@code null} while the topic does not exist */
    @Nullable
    Description describe() {
        try {
            TopicDescription topic = get(admin.describeTopics(List.of(name)).topicNameValues().get(name));
            return new Description(
                    topic.topicId().toString(),
                    topic.partitions().stream().map(partition -> new TopicPartition(name, partition.partition())).toList());
        } catch (UnknownTopicOrPartitionException e) {
            return null;
        }
    }

    /** By partition, the offset of the first record. */
    Map<Integer, Long> beginnings(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest());
    }

    /** By partition, the offset after the last record. */
    Map<Integer, Long> ends(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    private Map<Integer, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec which) {
        return get(admin.listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> which))).all())
                .entrySet()
                .stream()
                .collect(Collectors.toMap(offset -> offset.getKey().partition(), offset -> offset.getValue().offset()));
    }

    private static <T> T get(@Nullable KafkaFuture<T> future) {
        if (future == null) {
            throw new IllegalStateException("Kafka's client answered about another topic");
        }
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
