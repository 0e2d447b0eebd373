package io.orderlog.command.log;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of the log in offset order and has them applied. Stops for good when the log is damaged.
 */
final class LogTail implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(LogTail.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration POLL_MEANWHILE = Duration.ofMillis(5);
    private static final Duration REST = Duration.ofMillis(100);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int TIMES_TO_BE_SURE = 5;
    private static final int WORTH_SHARING = 1_000;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Admin admin;
    private final LogProperties properties;
    private final OrderStates states;
    private final LogApplier applier;
    private final TailPositions positions;

    private volatile long lag;
    private volatile LogStatus status = new LogStatus.Away("Kafka has not answered yet.");
    private volatile LogStatus.@Nullable Refusing gaveUp;
    private volatile boolean stopped;
    private boolean failing;
    private volatile @Nullable Thread thread;
    private int timesTooShort;
    private volatile @Nullable Consumer<byte[], byte[]> open;

    LogTail(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Admin admin,
            LogProperties properties,
            OrderStates states,
            LogApplier applier,
            TailPositions positions) {
        this.consumers = consumers;
        this.admin = admin;
        this.properties = properties;
        this.states = states;
        this.applier = applier;
        this.positions = positions;
    }

    LogStatus status() {
        LogStatus.Refusing last = gaveUp;
        return last == null ? status : last;
    }

    /** Of no use any more, because this instance can't write what it would decide. */
    void giveUp(String reason) {
        if (gaveUp == null) {
            gaveUp = new LogStatus.Refusing(reason, true);
            log.error("This instance refuses to go on: {}", reason);
            stop();
        }
    }

    /** @return how many records were still to be read when the tail last looked; none once it has caught up */
    long lag() {
        return lag;
    }

    /** Somebody waits for what is still to be read. */
    void readNow() {
        LockSupport.unpark(thread);
    }

    void stop() {
        stopped = true;
        readNow();
        Consumer<byte[], byte[]> consumer = open;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        while (!stopped) {
            try {
                follow();
            } catch (LogTooShortException e) {
                timesTooShort++;
                if (timesTooShort == TIMES_TO_BE_SURE) {
                    refuse(e);
                    return;
                }
                status = new LogStatus.Away("The log looks too short: " + e.getMessage());
                pause();
            } catch (LogDamagedException e) {
                refuse(e);
                return;
            } catch (WakeupException | InterruptException e) {
                status = new LogStatus.Refusing("The tail of the log was stopped.", false);
                return;
            } catch (KafkaException | LogUnavailableException e) {
                if (!failing) {
                    log.warn("The log can't be read, trying again until it can: {}", e.getMessage());
                }
                failing = true;
                status = new LogStatus.Away("The log can't be read: " + e.getMessage());
                pause();
            } catch (RuntimeException | Error e) {
                status = new LogStatus.Refusing("The tail of the log failed: " + e, true);
                log.error("The tail of the log failed, and this instance refuses to go on", e);
                return;
            }
        }
    }

    private void refuse(RuntimeException damage) {
        status = new LogStatus.Refusing(String.valueOf(damage.getMessage()), false);
        log.error("This instance refuses to go on: {}", damage.getMessage());
    }

    private void follow() {
        FoldedTopic topic = new LogTopic(admin, properties).ensure(states);
        try (Consumer<byte[], byte[]> consumer = consumers.get();
                SideBySide sideBySide = new SideBySide(applier)) {
            open = consumer;
            List<TopicPartition> partitions = IntStream.range(0, properties.partitions())
                    .mapToObj(partition -> new TopicPartition(properties.topic(), partition))
                    .toList();
            consumer.assign(partitions);
            // Before the ends: own records that are applied from now on must not look as if the log had lost them.
            Map<Integer, Long> known = applier.resume();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            seek(consumer, known, ends, consumer.beginningOffsets(partitions));
            failing = false;
            CatchUp catchUp = new CatchUp(ends, positions);
            TopicWatch watch = new TopicWatch(admin, properties.topic(), topic);
            while (!stopped) {
                if (watch.sawAnother()) {
                    return;
                }
                if (!(status instanceof LogStatus.Current)) {
                    status = catchUp.status();
                }
                ConsumerRecords<byte[], byte[]> records = consumer.poll(sideBySide.isIdle() ? POLL : POLL_MEANWHILE);
                lag = status instanceof LogStatus.CatchingUp catchingUp ? catchingUp.behind() : 0;
                sideBySide.awaitRoom();
                if (!records.isEmpty()) {
                    apply(records, sideBySide);
                    catchUp.read(records.count());
                    timesTooShort = 0;
                    if (sideBySide.isIdle()) {
                        rest(consumer);
                    }
                }
            }
        } catch (OffsetOutOfRangeException e) {
            throw new LogTooShortException(
                    "The log does not reach to where this instance has read it (%s): it was cut or lost records. Restore the topic, or delete the states directory to accept what is left as the truth."
                            .formatted(e.offsetOutOfRangePartitions()));
        } finally {
            open = null;
        }
    }

    private static void seek(
            Consumer<byte[], byte[]> consumer,
            Map<Integer, Long> known,
            Map<TopicPartition, Long> ends,
            Map<TopicPartition, Long> beginnings) {
        ends.forEach((partition, end) -> {
            long next = known.getOrDefault(partition.partition(), 0L);
            if (next > end) {
                throw new LogTooShortException(
                        "The order states have read partition %d up to offset %d, but the log ends at %d: the log lost data. Restore the topic, or delete the states directory to accept what is left as the truth."
                                .formatted(partition.partition(), next, end));
            }
            long beginning = beginnings.getOrDefault(partition, 0L);
            if (next < beginning) {
                throw new LogDamagedException(
                        "Partition %d of the log begins at offset %d, but offset %d is next to be read: records were deleted. The topic must keep every record for ever (retention.ms=-1, retention.bytes=-1, cleanup.policy=delete); restore it from a copy."
                                .formatted(partition.partition(), beginning, next));
            }
            consumer.seek(partition, next);
        });
    }

    /** While this instance alone writes, there is no hurry to read what it wrote. */
    private void rest(Consumer<byte[], byte[]> consumer) {
        if (status instanceof LogStatus.Current && applier.isAlone() && !positions.isAwaited()) {
            LockSupport.parkNanos(this, REST.toNanos());
            consumer.assignment().forEach(partition -> consumer.seek(partition, positions.next(partition.partition())));
        }
    }

    private void apply(ConsumerRecords<byte[], byte[]> records, SideBySide sideBySide) {
        if (records.count() >= WORTH_SHARING || !sideBySide.isIdle()) {
            sideBySide.add(records);
        } else {
            records.nextOffsets()
                    .forEach((partition, next) -> applier.read(partition.partition(), records.records(partition), next.offset()));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
