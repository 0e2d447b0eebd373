package io.orderlog.query.consumer;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** The topic of the events as Kafka describes it. All methods throw {@link KafkaException} when Kafka does not answer. */
@Component
public class EventTopic implements AutoCloseable {

    private static final Duration KAFKA_ANSWERS_WITHIN = Duration.ofSeconds(5);

    private final Map<String, Object> settings;
    private final String name;
    private @Nullable Admin admin;

    EventTopic(ViewsProperties properties, KafkaAdmin kafkaAdmin) {
        this.name = properties.topic();
        this.settings = new HashMap<>(kafkaAdmin.getConfigurationProperties());
        int patience = Math.toIntExact(KAFKA_ANSWERS_WITHIN.toMillis());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
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
            TopicDescription topic = get(admin().describeTopics(List.of(name)).topicNameValues().get(name));
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

    /** Another one for a topic that was made again under the same name; none while the topic does not exist. */
    public Optional<String> id() {
        Description topic = describe();
        return topic == null ? Optional.empty() : Optional.of(topic.id());
    }

    /** The offset of the first record of each partition; none while the topic does not exist. */
    public List<Long> beginnings() {
        Description topic = describe();
        return topic == null ? List.of() : inOrder(beginnings(topic.partitions()));
    }

    /** The offset after the last record of each partition; none while the topic does not exist. */
    public List<Long> ends() {
        Description topic = describe();
        return topic == null ? List.of() : inOrder(ends(topic.partitions()));
    }

    /** The offset of the first record of each partition that was written at this time or later, or the end if there is none. */
    public List<Long> offsetsAt(Instant time) {
        Description topic = describe();
        if (topic == null) {
            return List.of();
        }
        Map<Integer, Long> ends = ends(topic.partitions());
        offsets(topic.partitions(), OffsetSpec.forTimestamp(time.toEpochMilli())).forEach((partition, offset) -> {
            if (offset >= 0) {
                ends.put(partition, offset);
            }
        });
        return inOrder(ends);
    }

    /**
     * Deletes a consumer group if nobody is in it.
     *
     * @return whether it is gone
     */
    public boolean deleteGroup(String group) {
        try {
            get(admin().deleteConsumerGroups(List.of(group)).all());
            return true;
        } catch (GroupIdNotFoundException e) {
            return true;
        } catch (GroupNotEmptyException e) {
            return false;
        }
    }

    private static List<Long> inOrder(Map<Integer, Long> offsets) {
        return IntStream.range(0, offsets.size()).mapToObj(partition -> offsets.getOrDefault(partition, 0L)).toList();
    }

    private Map<Integer, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, ListOffsetsResultInfo> offsets =
                get(admin().listOffsets(partitions.stream().collect(Collectors.toMap(it -> it, _ -> which))).all());
        Map<Integer, Long> byPartition = new HashMap<>();
        offsets.forEach((partition, offset) -> byPartition.put(partition.partition(), offset.offset()));
        return byPartition;
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

    private synchronized Admin admin() {
        Admin client = admin;
        if (client == null) {
            client = Admin.create(settings);
            admin = client;
        }
        return client;
    }

    @Override
    public synchronized void close() {
        Admin client = admin;
        if (client != null) {
            client.close(Duration.ZERO);
        }
    }
}
