package io.orderlog.command.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

/** The order log on a Kafka topic. */
@Component
final class KafkaOrderLog implements OrderLog, DueOrders, SmartLifecycle {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final LogProperties properties;
    private final KafkaAdmin kafkaAdmin;
    private final LogClients clients;
    private final LogMetrics metrics;
    private final EventCodec codec = new EventCodec();
    private final PendingAppends pending = new PendingAppends();
    private final TailPositions positions;
    private final Outages appends;
    private final Outages barriers;

    private volatile @Nullable Running running;

    private record Running(
            OrderStates states,
            Admin admin,
            PartitionEnds ends,
            Producer<byte[], byte[]> producer,
            LogTail tail,
            OwnAppends ownAppends,
            Thread tailThread) {}

    KafkaOrderLog(
            LogProperties properties,
            KafkaAdmin kafkaAdmin,
            ConsumerFactory<?, ?> consumers,
            ProducerFactory<?, ?> producers,
            MeterRegistry registry) {
        this.properties = properties;
        this.kafkaAdmin = kafkaAdmin;
        this.clients = new LogClients(properties, consumers, producers);
        this.metrics = new LogMetrics(registry);
        this.positions = new TailPositions(properties.partitions());
        this.appends = new Outages(properties.partitions());
        this.barriers = new Outages(properties.partitions());
        metrics.watch(this);
    }

    @Override
    public @Nullable OrderState state(UUID orderId) {
        return current().states().get(orderId);
    }

    @Override
    public Confirmation append(RecordedEvent event) {
        Running now = current();
        ProducerRecord<byte[], byte[]> record = record(event);
        long begun = System.nanoTime();
        return appends.append(record.partition(), () -> {
            Confirmation confirmation = append(record, event, now);
            metrics.confirmed(confirmation, begun);
            return confirmation;
        });
    }

    private Confirmation append(ProducerRecord<byte[], byte[]> record, RecordedEvent event, Running now) {
        UUID eventId = event.metadata().id();
        CompletableFuture<Confirmation> confirmation = pending.register(eventId);
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        long begun = System.nanoTime();
        long deadline = begun + properties.appendTimeout().toNanos();
        try {
            send(record, now.producer(), now.tail(), (metadata, failure) -> {
                if (failure == null) {
                    metrics.acknowledged(begun);
                    now.ownAppends().add(record, event, metadata.partition(), metadata.offset());
                    acknowledged.complete(null);
                } else {
                    confirmation.complete(meaning(failure));
                }
            });
            CompletableFuture.anyOf(acknowledged, confirmation).get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (!confirmation.isDone()) {
                now.ownAppends().apply();
            }
            return confirmation.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return new Confirmation.Unknown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Confirmation.Unknown();
        } catch (KafkaException e) {
            return meaning(e);
        } catch (ClosedProducerException e) {
            return new Confirmation.Refused("The connection to Kafka is closed.");
        } catch (UselessProducerException e) {
            return new Confirmation.Unknown();
        } finally {
            pending.forget(eventId);
        }
    }

    private static final class ClosedProducerException extends RuntimeException {}

    private static final class UselessProducerException extends RuntimeException {}

    /**
     * Kafka's client says by exceptions that others throw for other reasons that it will never send again.
     *
     * @throws ClosedProducerException it is closed, and nothing was sent
     * @throws UselessProducerException it has failed for good, perhaps after it had taken the record
     */
    private void send(ProducerRecord<byte[], byte[]> record, Producer<byte[], byte[]> producer, LogTail tail, Callback whenDone) {
        try {
            Future<?> _ = producer.send(record, whenDone);
        } catch (IllegalStateException e) {
            giveUp(tail);
            throw e.getCause() == null ? new ClosedProducerException() : new UselessProducerException();
        } catch (KafkaException e) {
            if (e.getClass() != KafkaException.class) {
                throw e;
            }
            giveUp(tail);
            throw new UselessProducerException();
        }
    }

    private void giveUp(LogTail tail) {
        if (running != null) {
            tail.giveUp("Kafka's client writes nothing any more, and only another start opens another one.");
        }
    }

    @Override
    public void awaitEnd(UUID orderId) {
        int partition = partitionOf(EventCodec.key(orderId));
        Running now = current();
        try (Outages.Attempt attempt = barriers.begin(partition)) {
            long begun = System.nanoTime();
            long deadline = begun + properties.barrierTimeout().toNanos();
            try {
                long end = now.ends().end(partition).get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                CompletableFuture<Void> reached = positions.reached(partition, end);
                if (!reached.isDone()) {
                    now.tail().readNow();
                }
                reached.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                metrics.passedBarrier(begun);
                attempt.answered();
            } catch (TimeoutException | ExecutionException e) {
                attempt.failed();
                throw new LogUnavailableException("Kafka did not show the end of the log in time.");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LogUnavailableException("The service is stopping.");
            }
        }
    }

    @Override
    public List<UUID> dueBy(Instant then, int limit) {
        return current().states().dueBy(then, limit);
    }

    LogStatus status() {
        Running now = running;
        return now == null ? new LogStatus.Away("The service is stopping.") : now.tail().status();
    }

    /** @return records not read yet, as far as this instance's client knows */
    long lag() {
        Running now = running;
        return now == null ? 0 : now.tail().lag();
    }

    int pendingAppends() {
        return pending.size();
    }

    /** @return nothing while the log is stopped */
    StatesOnDisk.Size onDisk() {
        Running now = running;
        return now == null ? StatesOnDisk.Size.NOTHING : now.states().onDisk();
    }

    @Override
    public void start() {
        OrderStates states = OrderStates.open(properties.statesDirectory(), properties.statesMemory().toBytes());
        Admin admin = Admin.create(kafkaAdmin.getConfigurationProperties());
        LogApplier applier = new LogApplier(states, positions, pending);
        LogTail tail = new LogTail(clients::openConsumer, admin, properties, states, applier, positions);
        OwnAppends ownAppends = new OwnAppends(applier, tail);
        Thread tailThread = Thread.ofPlatform().name("order-log-tail").unstarted(tail);
        Producer<byte[], byte[]> producer = clients.openProducer();
        PartitionEnds ends = new PartitionEnds(partition -> endOf(producer, tail, ownAppends, partition));
        running = new Running(states, admin, ends, producer, tail, ownAppends, tailThread);
        tailThread.start();
    }

    @Override
    public void stop() {
        Running now = running;
        running = null;
        if (now == null) {
            return;
        }
        clients.closeProducer();
        now.tail().stop();
        try {
            now.tailThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        now.admin().close(STOP_TIMEOUT);
        now.states().close();
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    /** Before the web server starts, and after it has answered its last request. */
    @Override
    public int getPhase() {
        return 0;
    }

    private Running current() {
        Running now = running;
        if (now == null) {
            throw new LogUnavailableException("The service is stopping.");
        }
        return switch (now.tail().status()) {
            case LogStatus.Current() -> now;
            case LogStatus.Away(String reason) -> throw new LogUnavailableException(reason);
            case LogStatus.CatchingUp progress -> throw new LogUnavailableException(stillReading(progress));
            case LogStatus.Refusing(String reason, boolean _) -> throw new LogUnavailableException(reason);
        };
    }

    /** Written, not asked for: see {@link ReadBarrier}. */
    private CompletionStage<Long> endOf(Producer<byte[], byte[]> producer, LogTail tail, OwnAppends ownAppends, int partition) {
        CompletableFuture<Long> end = new CompletableFuture<>();
        ProducerRecord<byte[], byte[]> barrier = ReadBarrier.record(properties.topic(), partition, Instant.now());
        send(barrier, producer, tail, (written, failure) -> {
            if (failure == null) {
                ownAppends.add(barrier, null, written.partition(), written.offset());
            }
            // Who hears of it may send the next one, which is not for the producer's own thread.
            Thread.startVirtualThread(() -> {
                if (failure == null) {
                    ownAppends.apply();
                    end.complete(written.offset());
                } else {
                    end.completeExceptionally(failure);
                }
            });
        });
        return end;
    }

    private static String stillReading(LogStatus.CatchingUp progress) {
        Duration left = progress.timeLeft();
        return "This instance is still reading the log: %d records to go%s."
                .formatted(progress.behind(), left == null ? "" : ", about %d s".formatted(left.toSeconds()));
    }

    private ProducerRecord<byte[], byte[]> record(RecordedEvent event) {
        byte[] key = EventCodec.key(event.metadata().orderId());
        return new ProducerRecord<>(
                properties.topic(),
                partitionOf(key),
                event.metadata().recordedAt().toEpochMilli(),
                key,
                codec.value(event.event()),
                EventCodec.headers(event.metadata()));
    }

    private int partitionOf(byte[] key) {
        return EventCodec.partition(key, properties.partitions());
    }

    /** Only what surely never left this process is called refused or too large: another answer may follow an attempt that was written. */
    private static Confirmation meaning(Throwable failure) {
        return switch (failure) {
            case RecordTooLargeException _ -> new Confirmation.TooLarge();
            case BufferExhaustedException _ -> new Confirmation.Refused("Kafka takes events more slowly than they come.");
            default -> new Confirmation.Unknown();
        };
    }
}
