package io.orderlog.command.log;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The topic of the events: made once, with the settings that the protocol needs, and checked at every start. */
final class LogTopic {

    private final Admin admin;
    private final LogProperties properties;

    LogTopic(Admin admin, LogProperties properties) {
        this.admin = admin;
        this.properties = properties;
    }

    /**
     * Makes the topic if it is missing and the states were not folded from an earlier one.
     *
     * @throws LogDamagedException if the topic is not the one that the states were folded from, or has another number of partitions
     */
    void ensure(OrderStates states) {
        Optional<TopicDescription> found = describe();
        String knownId = states.topicId();
        if (found.isEmpty() && knownId == null) {
            create();
            found = describe();
        }
        if (found.isEmpty()) {
            if (knownId == null) {
                throw new UnknownTopicOrPartitionException("The new topic is not known everywhere yet");
            }
            throw new LogDamagedException(
                    "The topic %s is gone, and the order states were folded from it. Bring it back, or delete the states directory to start with an empty log."
                            .formatted(properties.topic()));
        }
        check(found.get(), knownId);
        if (knownId == null) {
            states.rememberTopicId(found.get().topicId().toString());
        }
    }

    private void check(TopicDescription topic, @Nullable String knownId) {
        if (topic.partitions().size() != properties.partitions()) {
            throw new LogDamagedException(
                    "The topic %s has %d partitions where %d are configured, so that orders would be looked for in the wrong partition. Set orderlog.log.partitions to the number that the topic was made with; adding partitions is never possible."
                            .formatted(properties.topic(), topic.partitions().size(), properties.partitions()));
        }
        if (knownId != null && !knownId.equals(topic.topicId().toString())) {
            throw new LogDamagedException(
                    "The topic %s is not the one that the order states were folded from: it was deleted and made again. Delete the states directory to accept the new topic as the truth."
                            .formatted(properties.topic()));
        }
    }

    private Optional<TopicDescription> describe() {
        try {
            return Optional.ofNullable(get(admin.describeTopics(List.of(properties.topic())).allTopicNames()).get(properties.topic()));
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }

    private void create() {
        NewTopic topic = new NewTopic(
                properties.topic(),
                Optional.of(properties.partitions()),
                properties.replicationFactor() == -1 ? Optional.empty() : Optional.of(properties.replicationFactor()));
        topic.configs(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG, "-1",
                TopicConfig.RETENTION_BYTES_CONFIG, "-1",
                TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.toString(properties.maxEventSize().toBytes())));
        try {
            get(admin.createTopics(List.of(topic)).all());
        } catch (TopicExistsException e) {
            // Another instance was first.
        }
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }
}
