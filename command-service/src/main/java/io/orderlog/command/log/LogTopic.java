package io.orderlog.command.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The topic of the events: made once, with the settings that the protocol needs, and checked at every start. */
final class LogTopic {

    /** Whatever else they are, acknowledged events may get lost. */
    private static final Map<String, String> KEEPING_EVERYTHING = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG, "-1",
            TopicConfig.RETENTION_BYTES_CONFIG, "-1",
            TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");

    /** From so many on, one may be away while two others have what is acknowledged. */
    private static final int REPLICAS_FOR_TWO_IN_SYNC = 3;
    private static final int IN_SYNC = 2;

    private static final String NOT_TOLD = "not told";

    private final Admin admin;
    private final LogProperties properties;

    LogTopic(Admin admin, LogProperties properties) {
        this.admin = admin;
        this.properties = properties;
    }

    /**
     * Makes the topic if it is missing and the states were not folded from an earlier one.
     *
     * @return what the topic is
     * @throws LogTooShortException if the topic is gone
     * @throws LogDamagedException if the topic is not the one that the states were folded from, or has another number of partitions
     * @throws LogUnavailableException if the topic may lose events, which its settings say
     */
    FoldedTopic ensure(OrderStates states) {
        Optional<TopicDescription> found = describe();
        FoldedTopic known = states.topic();
        if (found.isEmpty() && known == null) {
            create();
            found = describe();
        }
        if (found.isEmpty()) {
            if (known == null) {
                throw new UnknownTopicOrPartitionException("The new topic is not known everywhere yet");
            }
            throw new LogTooShortException(
                    "The topic %s is gone, and the order states were folded from it. Bring it back, or delete the states directory to start with an empty log."
                            .formatted(properties.topic()));
        }
        FoldedTopic topic = FoldedTopic.of(found.get());
        check(topic, known);
        checkSettings(found.get());
        if (known == null) {
            states.rememberTopic(topic);
        }
        return topic;
    }

    private void check(FoldedTopic topic, @Nullable FoldedTopic known) {
        int partitions = topic.partitions();
        if (known != null && !known.id().equals(topic.id())) {
            throw new LogDamagedException(
                    "The topic %s is not the one that the order states were folded from: it was deleted and made again. Delete the states directory to accept the new topic as the truth."
                            .formatted(properties.topic()));
        }
        if (known != null && known.partitions() != partitions) {
            throw new LogDamagedException(
                    "The topic %s has %d partitions where it had %d when the order states were folded from it, so that orders would be looked for in the wrong partition. Kafka can't take partitions away again: restore the topic from a copy with %d."
                            .formatted(properties.topic(), partitions, known.partitions(), known.partitions()));
        }
        if (partitions != properties.partitions()) {
            throw new LogDamagedException(
                    "The topic %s has %d partitions where %d are configured, so that orders would be looked for in the wrong partition. Set orderlog.log.partitions to the number that the topic was made with; if partitions were added since, restore it from a copy without them."
                            .formatted(properties.topic(), partitions, properties.partitions()));
        }
    }

    private void checkSettings(TopicDescription topic) {
        Config config = settings();
        int replicas = topic.partitions().stream().mapToInt(partition -> partition.replicas().size()).min().orElse(0);
        List<String> wrong = new ArrayList<>();
        List<String> right = new ArrayList<>();
        new TreeMap<>(KEEPING_EVERYTHING).forEach((name, value) -> {
            if (!value.equals(value(config, name))) {
                wrong.add("%s is %s".formatted(name, value(config, name)));
                right.add(name + "=" + value);
            }
        });
        String inSync = value(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
        if (replicas >= REPLICAS_FOR_TWO_IN_SYNC && (inSync.equals(NOT_TOLD) || Integer.parseInt(inSync) < IN_SYNC)) {
            wrong.add("%s is %s with %d replicas".formatted(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, inSync, replicas));
            right.add("%s=%d".formatted(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, IN_SYNC));
        }
        if (!wrong.isEmpty()) {
            throw new LogUnavailableException(
                    "The topic %s may lose events, because %s. Run kafka-configs.sh --alter --entity-type topics --entity-name %s --add-config %s; this instance goes on by itself then."
                            .formatted(properties.topic(), String.join(" and ", wrong), properties.topic(), String.join(",", right)));
        }
    }

    private static String value(Config config, String name) {
        ConfigEntry entry = config.get(name);
        return entry == null || entry.value() == null ? NOT_TOLD : entry.value();
    }

    private Config settings() {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, properties.topic());
        return seen(() -> get(admin.describeConfigs(List.of(resource)).all())).getOrDefault(resource, new Config(List.of()));
    }

    /** Settings, which not everybody may see who may read. */
    private <T> T seen(Supplier<T> settings) {
        try {
            return settings.get();
        } catch (TopicAuthorizationException e) {
            throw new LogUnavailableException(
                    "Kafka does not let this service make the topic %s or see its settings; it needs Create and DescribeConfigs on it."
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
        try {
            Map<String, String> settings = new HashMap<>(KEEPING_EVERYTHING);
            settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.toString(properties.maxEventSize().toBytes()));
            if (replicas() >= REPLICAS_FOR_TWO_IN_SYNC) {
                settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(IN_SYNC));
            }
            get(admin.createTopics(List.of(topic().configs(settings))).all());
        } catch (TopicExistsException e) {
            // Another instance was first.
        }
    }

    /** As many as configured, or as the cluster would take by itself. */
    private int replicas() {
        var dryRun = new CreateTopicsOptions().validateOnly(true);
        return properties.replicationFactor() == -1
                ? seen(() -> get(
                        admin.createTopics(List.of(topic().configs(KEEPING_EVERYTHING)), dryRun).replicationFactor(properties.topic())))
                : properties.replicationFactor();
    }

    private NewTopic topic() {
        return new NewTopic(
                properties.topic(),
                Optional.of(properties.partitions()),
                properties.replicationFactor() == -1 ? Optional.empty() : Optional.of(properties.replicationFactor()));
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
