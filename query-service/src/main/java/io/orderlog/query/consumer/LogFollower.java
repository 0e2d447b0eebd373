package io.orderlog.query.consumer;

import io.orderlog.query.generation.Generation;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the log for one generation: fetches all partitions that its group assigns to this instance and hands each one's records to
 * its worker. A partition whose worker is slow or has stopped is paused; the others go on.
 */
final class LogFollower implements Runnable, ConsumerRebalanceListener, PartitionWorker.Fetching {

    private static final Logger log = LoggerFactory.getLogger(LogFollower.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long LOOK_AGAIN_MILLIS = 2;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LEAVE = Duration.ofSeconds(2);

    private final FollowerContext context;
    private final Generation generation;
    private final Pace pace;
    private final Map<String, Object> clientSettings;
    private final Map<TopicPartition, PartitionWorker> workers = new ConcurrentHashMap<>();
    private final BlockingQueue<java.util.function.Consumer<Consumer<byte[], byte[]>>> requests = new LinkedBlockingQueue<>();
    private volatile @Nullable Consumer<byte[], byte[]> open;
    private volatile boolean closed;

    LogFollower(FollowerContext context, Generation generation, Pace pace, Map<String, Object> clientSettings) {
        this.context = context;
        this.generation = generation;
        this.pace = pace;
        this.clientSettings = new HashMap<>(clientSettings);
        this.clientSettings.putAll(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG, generation.consumerGroup(),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class));
    }

    /** By partition, what this instance does with it; only those that are assigned to it. */
    Map<Integer, PartitionStatus> statuses() {
        Map<Integer, PartitionStatus> statuses = new TreeMap<>();
        workers.forEach((partition, worker) -> statuses.put(partition.partition(), worker.status()));
        return statuses;
    }

    /** How old the oldest record is that this instance has of the partition and the views have not; 0 if there is none. */
    double secondsBehind(int partition) {
        PartitionWorker worker = workers.get(new TopicPartition(context.topic().name(), partition));
        Long since = worker == null ? null : worker.behindSince();
        return since == null ? 0 : Math.max(0, System.currentTimeMillis() - since) / 1e3;
    }

    void close() {
        closed = true;
        wakeUp();
    }

    @Override
    public void run() {
        while (!closed) {
            if (!topicExists()) {
                pause();
                continue;
            }
            try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(clientSettings);
                    var _ = context.metrics().client(consumer)) {
                open = consumer;
                consumer.subscribe(Set.of(context.topic().name()), this);
                try {
                    poll(consumer);
                } finally {
                    open = null;
                    onPartitionsLost(Set.copyOf(workers.keySet()));
                    consumer.close(CloseOptions.timeout(LEAVE));
                }
            } catch (KafkaException e) {
                context.kafka().failed(e);
                pause();
            } catch (RuntimeException e) {
                log.error("Following the log for the views {} failed, beginning again", generation.schema(), e);
                pause();
            }
        }
    }

    /** Subscribing to a topic that is not there yet would fill the log with warnings. */
    private boolean topicExists() {
        try {
            return context.topic().describe() != null;
        } catch (KafkaException e) {
            context.kafka().failed(e);
            return false;
        }
    }

    private void poll(Consumer<byte[], byte[]> consumer) {
        while (!closed) {
            for (var request = requests.poll(); request != null; request = requests.poll()) {
                request.accept(consumer);
            }
            try {
                boolean somePaused = !consumer.paused().isEmpty();
                ConsumerRecords<byte[], byte[]> records = consumer.poll(somePaused ? Duration.ZERO : POLL);
                hand(records, consumer);
                if (somePaused && records.isEmpty()) {
                    lookAgainSoon(consumer);
                }
            } catch (WakeupException e) {
                // A worker asked for something, or this follower is closed.
            } catch (NoOffsetForPartitionException e) {
                // The client looked for a place to begin between the assignment and our telling it.
            } catch (OffsetOutOfRangeException e) {
                e.offsetOutOfRangePartitions().forEach(this::stopOutOfRange);
            }
        }
    }

    /** The client does not wait while it has records of a partition that is paused: it would keep a whole processor busy. */
    private void lookAgainSoon(Consumer<byte[], byte[]> consumer) {
        try {
            var request = requests.poll(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            if (request != null) {
                request.accept(consumer);
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void hand(ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
        for (TopicPartition partition : records.partitions()) {
            PartitionWorker worker = workers.get(partition);
            if (worker != null && !worker.add(records.records(partition))) {
                consumer.pause(List.of(partition));
            }
        }
    }

    private void stopOutOfRange(TopicPartition partition, long offset) {
        PartitionWorker worker = workers.get(partition);
        if (worker != null) {
            worker.close();
            worker.stop("the log does not reach to offset %d, it was cut or lost records".formatted(offset));
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        partitions.forEach(this::assign);
    }

    /** A place to fetch from must be known at once; the right one comes from Postgres, which may take its time. */
    private void assign(TopicPartition partition) {
        Consumer<byte[], byte[]> consumer = open;
        if (consumer != null) {
            consumer.pause(List.of(partition));
            consumer.seek(partition, 0);
            PartitionWorker worker = new PartitionWorker(context, generation, partition, pace, this);
            workers.put(partition, worker);
            pace.assigned(workers.size());
            worker.start();
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            PartitionWorker worker = workers.remove(partition);
            if (worker != null) {
                worker.close();
            }
        }
        pace.assigned(workers.size());
    }

    @Override
    public void begin(PartitionWorker worker, long offset) {
        request(worker, consumer -> {
            consumer.seek(worker.partition(), offset);
            consumer.resume(List.of(worker.partition()));
        });
    }

    @Override
    public void resume(PartitionWorker worker) {
        request(worker, consumer -> consumer.resume(List.of(worker.partition())));
    }

    @Override
    public void stop(PartitionWorker worker) {
        request(worker, consumer -> consumer.pause(List.of(worker.partition())));
    }

    @Override
    public void restart(PartitionWorker worker) {
        log.info("Partition {} of the views {} is also written elsewhere; beginning again from its checkpoint",
                worker.partition().partition(), generation.schema());
        request(worker, _ -> assign(worker.partition()));
    }

    /** Looks up the partition's checkpoint and begins again. */
    void readAgain(int partition, String why) {
        PartitionWorker worker = workers.get(new TopicPartition(context.topic().name(), partition));
        if (worker != null) {
            log.warn("{} partition {} of the views {}; reading it again", why, partition, generation.schema());
            worker.close();
            request(worker, _ -> assign(worker.partition()));
        }
    }

    /** The consumer belongs to its thread; what a worker asks when its partition is no longer its own is dropped. */
    private void request(PartitionWorker worker, java.util.function.Consumer<Consumer<byte[], byte[]>> action) {
        requests.add(consumer -> {
            if (workers.get(worker.partition()) == worker) {
                action.accept(consumer);
            }
        });
        wakeUp();
    }

    private void wakeUp() {
        Consumer<byte[], byte[]> consumer = open;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            closed = true;
        }
    }
}
