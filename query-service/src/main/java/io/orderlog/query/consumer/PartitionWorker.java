package io.orderlog.query.consumer;

import io.orderlog.query.generation.Generation;
import io.orderlog.query.projection.CheckpointMovedException;
import io.orderlog.query.projection.Checkpoints.Checkpoint;
import io.orderlog.query.projection.DamagedLogException;
import io.orderlog.query.projection.LogBatch;
import io.orderlog.query.projection.ProjectionRunner.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Projects one partition, batch after batch, on a thread of its own, from when the partition is assigned until it is revoked. */
final class PartitionWorker implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(PartitionWorker.class);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final Duration NO_MORE_COME = Duration.ofMillis(500);

    private final FollowerContext context;
    private final Generation generation;
    private final TopicPartition partition;
    private final Pace pace;
    private final Fetching fetching;
    private final RecordQueue queue;
    private volatile @Nullable ConsumerRecord<byte[], byte[]> projecting;
    private volatile PartitionStatus status = new PartitionStatus.Starting();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What a worker asks of the consumer that feeds it; each call returns at once. */
    interface Fetching {

        /** Begin to fetch from this offset. */
        void begin(PartitionWorker worker, long offset);

        /** There is room again. */
        void resume(PartitionWorker worker);

        /** Fetch no more. */
        void stop(PartitionWorker worker);

        /** The checkpoint is elsewhere: look it up and begin again. */
        void restart(PartitionWorker worker);
    }

    PartitionWorker(FollowerContext context, Generation generation, TopicPartition partition, Pace pace, Fetching fetching) {
        this.context = context;
        this.generation = generation;
        this.partition = partition;
        this.pace = pace;
        this.fetching = fetching;
        this.queue = new RecordQueue(pace::bufferBytes);
    }

    TopicPartition partition() {
        return partition;
    }

    PartitionStatus status() {
        return status;
    }

    /** When the oldest record was written that is here and not in the views, in milliseconds; {@code null} if there is none. */
    @Nullable
    Long behindSince() {
        ConsumerRecord<byte[], byte[]> oldest = projecting;
        return oldest == null ? queue.oldestTimestamp() : Long.valueOf(oldest.timestamp());
    }

    void start() {
        Thread.ofVirtual().name("views-g%d-%s".formatted(generation.number(), partition)).start(this);
    }

    /** Returns at once; a transaction under way may still commit, which its checkpoint allows for. */
    void close() {
        closed.countDown();
        queue.close();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** @return whether there is room for more */
    boolean add(List<ConsumerRecord<byte[], byte[]>> fetched) {
        return !queue.add(fetched);
    }

    void stop(String reason) {
        log.error("Partition {} of the views {} stops: {}", partition.partition(), generation.schema(), reason);
        refuse(reason);
    }

    /** As {@link #stop}, for a reason that concerns all partitions and is said for all of them by {@link LogWatch}. */
    void refuse(String reason) {
        status = new PartitionStatus.Stopped(reason);
        fetching.stop(this);
    }

    @Override
    public void run() {
        try {
            long next = retrying(this::open);
            status = new PartitionStatus.Following(next);
            fetching.begin(this, next);
            while (!isClosed() && next < pace.limit(partition.partition())) {
                next = follow(next);
            }
            fetching.stop(this);
        } catch (CheckpointMovedException e) {
            log.debug("{}", e.getMessage());
            fetching.restart(this);
        } catch (OtherLogException e) {
            refuse(String.valueOf(e.getMessage()));
        } catch (DamagedLogException e) {
            stop(String.valueOf(e.getMessage()));
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!isClosed()) {
                stop(e.toString());
                log.error("Partition {} met a defect", partition.partition(), e);
            }
        } finally {
            context.runner().forget(generation, partition.partition());
        }
    }

    /** Where to begin, after a look at whether this is the log that the views were made from. */
    private long open() {
        EventTopic.Description topic = context.topic().describe();
        if (topic == null) {
            throw new KafkaException("the topic " + context.topic().name() + " is gone");
        }
        Checkpoint checkpoint = context.checkpoints().open(generation, partition.partition(), topic.id());
        String mismatch = new LogIdentity(context.topic(), generation).mismatch(Map.of(partition.partition(), checkpoint), topic);
        if (mismatch != null) {
            throw new OtherLogException(mismatch);
        }
        return checkpoint.nextOffset();
    }

    private static final class OtherLogException extends RuntimeException {

        OtherLogException(String mismatch) {
            super(mismatch);
        }
    }

    /** Takes a batch only when it is its turn: until then its records wait in the queue, which is bounded, and not beside it. */
    private long follow(long next) throws InterruptedException {
        queue.await();
        if (isClosed()) {
            return next;
        }
        Optional<LogBatch> written = pace.write(queue.size(), () -> projectNext(next));
        if (written.isEmpty()) {
            return next;
        }
        LogBatch batch = written.get();
        closed.await(pace.spend(batch.records().size()), TimeUnit.NANOSECONDS);
        return batch.to();
    }

    private Optional<LogBatch> projectNext(long next) throws InterruptedException {
        if (pace.isBuilding()) {
            fillQueue(next);
        }
        List<ConsumerRecord<byte[], byte[]>> records = upToTheLimit(queue.take(pace.batchRecords(), pace.batchBytes()));
        if (queue.madeRoom()) {
            fetching.resume(this);
        }
        if (records.isEmpty()) {
            return Optional.empty();
        }
        LogBatch batch = LogBatch.of(next, records);
        projecting = records.getFirst();
        try {
            project(batch);
            projecting = null;
        } catch (DamagedLogException e) {
            projectUpTo(e.offset(), batch);
            throw e;
        }
        return Optional.of(batch);
    }

    /** Large batches are fetched when it is their turn; records of all partitions would otherwise lie here, and be old when they go. */
    private void fillQueue(long next) throws InterruptedException {
        queue.wants(pace.batchBytes());
        if (queue.madeRoom()) {
            fetching.resume(this);
        }
        queue.awaitMore(pace.awaitedRecords(partition.partition(), next), pace.batchBytes(), NO_MORE_COME);
    }

    private List<ConsumerRecord<byte[], byte[]>> upToTheLimit(List<ConsumerRecord<byte[], byte[]>> taken) {
        long limit = pace.limit(partition.partition());
        return taken.isEmpty() || taken.getLast().offset() < limit
                ? taken
                : taken.stream().filter(record -> record.offset() < limit).toList();
    }

    private void projectUpTo(long damage, LogBatch batch) throws InterruptedException {
        List<ConsumerRecord<byte[], byte[]>> sound = batch.records().stream().filter(record -> record.offset() < damage).toList();
        if (!sound.isEmpty()) {
            project(LogBatch.of(batch.from(), sound));
        }
    }

    private void project(LogBatch batch) throws InterruptedException {
        long begun = System.nanoTime();
        Outcome outcome = retrying(() -> context.runner().project(generation, batch));
        long nanos = System.nanoTime() - begun;
        context.metrics().projected(outcome, batch, nanos);
        if (pace.isRead()) {
            context.metrics().visible(generation, outcome);
            context.traces().projected(generation, batch, nanos);
        }
        if (!isClosed()) {
            status = new PartitionStatus.Following(batch.to());
        }
        context.progress().moved(generation, batch.partition(), batch.to());
    }

    /** Tries for ever while Kafka or Postgres is away. */
    private <T> T retrying(Supplier<T> work) throws InterruptedException {
        for (long pause = FIRST_PAUSE_MILLIS;; pause = Math.min(2 * pause, context.properties().retryPause().toMillis())) {
            if (isClosed()) {
                throw new InterruptedException();
            }
            try {
                T result = work.get();
                context.postgres().answered();
                return result;
            } catch (InterruptException e) {
                throw e;
            } catch (DataAccessException | TransactionException e) {
                if (!isClosed()) {
                    context.postgres().failed(e);
                }
            } catch (KafkaException e) {
                if (!isClosed()) {
                    context.kafka().failed(e);
                }
            }
            closed.await(pause, TimeUnit.MILLISECONDS);
        }
    }
}
