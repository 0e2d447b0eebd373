package io.orderlog.command.log;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the topic was deleted, made again or given partitions while it is read. Kafka's clients would go on in a new topic of the
 * same name as if nothing had happened. Does not wait for Kafka.
 */
final class TopicWatch {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Admin admin;
    private final String name;
    private final FoldedTopic known;
    private long lookedAt = System.nanoTime();
    private @Nullable KafkaFuture<TopicDescription> answer;

    TopicWatch(Admin admin, String name, FoldedTopic known) {
        this.admin = admin;
        this.name = name;
        this.known = known;
    }

    /** @return whether the topic may be another one than it was, so that it must be checked again before anything else is read */
    boolean sawAnother() {
        KafkaFuture<TopicDescription> asked = answer;
        if (asked == null) {
            if (System.nanoTime() - lookedAt > INTERVAL.toNanos()) {
                answer = admin.describeTopics(List.of(name)).topicNameValues().get(name);
            }
            return false;
        }
        if (!asked.isDone()) {
            return false;
        }
        answer = null;
        lookedAt = System.nanoTime();
        try {
            return !FoldedTopic.of(asked.get()).equals(known);
        } catch (ExecutionException e) {
            // Who can't answer knows nothing of the topic either.
            return e.getCause() instanceof UnknownTopicOrPartitionException;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
