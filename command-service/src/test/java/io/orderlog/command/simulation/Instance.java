package io.orderlog.command.simulation;

import io.orderlog.command.handling.Handlers;
import io.orderlog.command.handling.OrderCommandHandler;
import io.orderlog.command.log.Confirmation;
import io.orderlog.command.log.KnownOutages;
import io.orderlog.command.log.OrderLog;
import io.orderlog.command.log.OrderState;
import io.orderlog.command.log.Replica;
import io.orderlog.command.log.Replica.Checkpoint;
import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.RecordedEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One command-service: the production handler and applier on a replica that follows the simulated log. Blocking calls pause the calling
 * fiber.
 */
final class Instance implements OrderLog {

    /** What a fiber of this instance waits for: the confirmation of an append, to have read up to a read barrier, or somebody else. */
    static final class Wait {
        final Fiber fiber;
        final CompletableFuture<Confirmation> confirmation;
        final int barrierPartition;
        final BooleanSupplier other;
        @Nullable
        UUID barrier;
        long barrierEnd = Long.MAX_VALUE;
        boolean timedOut;

        private Wait(Fiber fiber, CompletableFuture<Confirmation> confirmation, int barrierPartition, BooleanSupplier other) {
            this.fiber = fiber;
            this.confirmation = confirmation;
            this.barrierPartition = barrierPartition;
            this.other = other;
        }
    }

    /** The process died under the command. */
    static final class Crash extends Error {
        Crash() {
            super("crash", null, false, false);
        }
    }

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    final OrderCommandHandler handler = Handlers.on(this, CLOCK);
    final Map<Fiber, Wait> waiting = new LinkedHashMap<>();
    private final SimulatedLog log;
    private final Mutation mutation;
    private final long[] ends = new long[SimulatedLog.PARTITIONS];
    boolean paused;

    private Replica replica;
    private KnownOutages outages = new KnownOutages(SimulatedLog.PARTITIONS, this::sees);
    private @Nullable Checkpoint saved;
    private @Nullable Fiber current;

    Instance(SimulatedLog log, Mutation mutation) {
        this.log = log;
        this.mutation = mutation;
        this.replica = new Replica(SimulatedLog.PARTITIONS, mutation.flaw, null);
        Arrays.fill(ends, -1);
    }

    void run(Fiber fiber) {
        current = fiber;
        fiber.run();
    }

    boolean canGoOn(Wait wait) {
        return wait.confirmation.isDone()
                || wait.other.getAsBoolean()
                || wait.barrierPartition >= 0 && replica.position(wait.barrierPartition) >= wait.barrierEnd;
    }

    boolean isBehind(int partition) {
        return replica.position(partition) < log.end(partition);
    }

    @Override
    public @Nullable OrderState state(UUID orderId) {
        return replica.state(orderId);
    }

    @Override
    public Confirmation append(RecordedEvent event) {
        Confirmation confirmation = appendOnce(event);
        return confirmation instanceof Confirmation.Superseded && mutation == Mutation.NO_NEW_DECISION
                ? append(asNextVersion(event))
                : confirmation;
    }

    private Confirmation appendOnce(RecordedEvent event) {
        int partition = SimulatedLog.partitionOf(event.metadata().orderId());
        if (mutation == Mutation.SENT_ALTHOUGH_TURNED_AWAY) {
            log.send(this, event);
        }
        return outages.append(partition, () -> sendAndWait(event));
    }

    private Confirmation sendAndWait(RecordedEvent event) {
        UUID eventId = event.metadata().id();
        CompletableFuture<Confirmation> confirmation = replica.expect(eventId);
        log.send(this, event);
        pause(new Wait(Objects.requireNonNull(current), confirmation, -1, () -> false));
        replica.forget(eventId);
        return confirmation.getNow(
                mutation == Mutation.TIME_OUT_IS_A_NO ? new Confirmation.Refused("timed out") : new Confirmation.Unknown());
    }

    @Override
    public void awaitEnd(UUID orderId) {
        if (mutation != Mutation.NO_READ_BARRIER) {
            int partition = SimulatedLog.partitionOf(orderId);
            outages.awaitEnd(partition, () -> reachesEnd(partition));
        }
    }

    private boolean reachesEnd(int partition) {
        Wait wait = new Wait(Objects.requireNonNull(current), new CompletableFuture<>(), partition, () -> false);
        if (mutation == Mutation.OLD_READ_BARRIER && ends[partition] >= 0) {
            wait.barrierEnd = ends[partition];
        } else {
            wait.barrier = log.sendBarrier(this, partition, CLOCK.instant());
        }
        pause(wait);
        return !wait.timedOut;
    }

    private boolean sees(BooleanSupplier other) {
        Fiber fiber = current;
        if (fiber == null) {
            return other.getAsBoolean();
        }
        Wait wait = new Wait(fiber, new CompletableFuture<>(), -1, other);
        pause(wait);
        return !wait.timedOut;
    }

    /** After the last command: whether another one could go on. */
    boolean letsIn(int partition) {
        current = null;
        return outages.letIn(partition);
    }

    private void pause(Wait wait) {
        waiting.put(wait.fiber, wait);
        wait.fiber.pause();
        waiting.remove(wait.fiber);
    }

    void readNext(int partition) {
        ConsumerRecord<byte[], byte[]> record = log.record(partition, replica.position(partition));
        replica.overwrite(EventCodec.metadata(record.key(), record.headers()));
        replica.read(record);
    }

    /** Kafka's acknowledgement reaches the sender. */
    void acknowledged(ConsumerRecord<byte[], byte[]> own, @Nullable RecordedEvent event) {
        UUID eventId = EventCodec.metadata(own.key(), own.headers()).id();
        for (Wait wait : waiting.values()) {
            if (eventId.equals(wait.barrier)) {
                wait.barrierEnd = own.offset();
                ends[own.partition()] = own.offset();
            }
        }
        if (mutation == Mutation.NO_READ_BACK) {
            believe(own);
        } else {
            replica.acknowledged(own, event);
        }
    }

    private void believe(ConsumerRecord<byte[], byte[]> own) {
        UUID eventId = EventCodec.metadata(own.key(), own.headers()).id();
        Replica imagined = new Replica(SimulatedLog.PARTITIONS, mutation.flaw, replica.checkpoint());
        CompletableFuture<Confirmation> imaginedConfirmation = imagined.expect(eventId);
        try {
            imagined.read(own);
        } catch (RuntimeException sentByAnEarlierLife) {
            return;
        }
        waiting.values().forEach(wait -> imaginedConfirmation.thenAccept(confirmation -> {
            if (replica.isExpected(eventId, wait.confirmation)) {
                wait.confirmation.complete(confirmation);
            }
        }));
    }

    void save() {
        saved = replica.checkpoint();
    }

    /** The process dies and starts again from its checkpoint. */
    void crash() {
        List<Wait> interrupted = List.copyOf(waiting.values());
        waiting.clear();
        replica = new Replica(SimulatedLog.PARTITIONS, mutation.flaw, replica.afterCrash(saved));
        outages = new KnownOutages(SimulatedLog.PARTITIONS, this::sees);
        interrupted.forEach(wait -> wait.fiber.interruptWith(new Crash()));
    }

    private RecordedEvent asNextVersion(RecordedEvent event) {
        EventMetadata old = event.metadata();
        OrderState state = replica.state(old.orderId());
        EventMetadata next = new EventMetadata(
                UUID.randomUUID(),
                old.type(),
                old.source(),
                old.orderId(),
                OrderState.nextVersion(state),
                old.recordedAt(),
                old.effectiveAt(),
                old.actor(),
                old.correlationId(),
                old.causationId(),
                old.idempotencyKey(),
                old.requestFingerprint(),
                old.traceparent(),
                OrderState.lastHash(state));
        return new RecordedEvent(next, event.event());
    }
}
