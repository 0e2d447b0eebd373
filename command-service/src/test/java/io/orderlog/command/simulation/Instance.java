package io.orderlog.command.simulation;

import io.orderlog.command.handling.Handlers;
import io.orderlog.command.handling.OrderCommandHandler;
import io.orderlog.command.log.Confirmation;
import io.orderlog.command.log.LogUnavailableException;
import io.orderlog.command.log.OrderLog;
import io.orderlog.command.log.OrderState;
import io.orderlog.command.log.ReplicaFold;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One command-service: the production handler on a replica that follows the simulated log. Blocking calls pause the calling fiber. */
final class Instance implements OrderLog {

    /** What a fiber of this instance waits for. */
    static final class Wait {
        final Fiber fiber;
        @Nullable
        Confirmation confirmation;
        boolean timedOut;
        /** For a barrier: the partition, and the end to reach once it was fetched. */
        final int barrierPartition;
        int barrierEnd = -1;
        final UUID eventId;

        private Wait(Fiber fiber, UUID eventId, int barrierPartition) {
            this.fiber = fiber;
            this.eventId = eventId;
            this.barrierPartition = barrierPartition;
        }

        boolean isBarrier() {
            return barrierPartition >= 0;
        }
    }

    /** The process died under the command. */
    static final class Crash extends Error {
        Crash() {
            super("crash", null, false, false);
        }
    }

    private static final UUID NO_EVENT = new UUID(0, 0);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    final OrderCommandHandler handler = Handlers.on(this, CLOCK);
    final Map<Fiber, Wait> waiting = new LinkedHashMap<>();
    private final SimulatedLog log;
    private final Mutation mutation;
    private final int[] fetchedEnds = new int[SimulatedLog.PARTITIONS];
    int[] positions = new int[SimulatedLog.PARTITIONS];
    boolean paused;

    private ReplicaFold fold = new ReplicaFold();
    private Map<UUID, OrderState> savedStates = Map.of();
    private int[] savedPositions = new int[SimulatedLog.PARTITIONS];
    private @Nullable Fiber current;

    Instance(SimulatedLog log, Mutation mutation) {
        this.log = log;
        this.mutation = mutation;
        Arrays.fill(fetchedEnds, -1);
    }

    void run(Fiber fiber) {
        current = fiber;
        fiber.run();
    }

    @Override
    public @Nullable OrderState state(UUID orderId) {
        return fold.state(orderId);
    }

    @Override
    public Confirmation append(RecordedEvent event) {
        while (true) {
            log.sends.add(new SimulatedLog.Send(event));
            Wait wait = pause(event.metadata().id(), -1);
            Confirmation confirmation = wait.confirmation;
            if (confirmation == null) {
                return mutation == Mutation.TIME_OUT_IS_A_NO ? new Confirmation.Refused("timed out") : new Confirmation.Unknown();
            }
            if (!(confirmation instanceof Confirmation.Superseded) || mutation != Mutation.NO_NEW_DECISION) {
                return confirmation;
            }
            event = asNextVersion(event);
        }
    }

    @Override
    public void awaitEnd(UUID orderId) {
        if (mutation == Mutation.NO_READ_BARRIER) {
            return;
        }
        if (pause(NO_EVENT, SimulatedLog.partitionOf(orderId)).timedOut) {
            throw new LogUnavailableException("timed out");
        }
    }

    private Wait pause(UUID eventId, int barrierPartition) {
        Fiber fiber = Objects.requireNonNull(current);
        Wait wait = new Wait(fiber, eventId, barrierPartition);
        waiting.put(fiber, wait);
        fiber.pause();
        waiting.remove(fiber);
        return wait;
    }

    void fetchEnd(Wait wait) {
        int partition = wait.barrierPartition;
        if (mutation != Mutation.OLD_END_OF_LOG || fetchedEnds[partition] < 0) {
            fetchedEnds[partition] = log.end(partition);
        }
        wait.barrierEnd = fetchedEnds[partition];
    }

    /** Kafka's acknowledgement reaches the sender; the protocol gives nothing on it. */
    void acknowledge(RecordedEvent event) {
        if (mutation == Mutation.NO_READ_BACK) {
            waiting.values()
                    .stream()
                    .filter(wait -> wait.eventId.equals(event.metadata().id()) && wait.confirmation == null)
                    .findFirst()
                    .ifPresent(wait -> wait.confirmation = believed(event));
        }
    }

    private Confirmation believed(RecordedEvent event) {
        ReplicaFold imagined = new ReplicaFold(fold.states());
        SimulatedLog imaginedLog = new SimulatedLog();
        imaginedLog.deliver(new SimulatedLog.Send(event));
        return imagined.fold(imaginedLog.partitions.get(SimulatedLog.partitionOf(event.metadata().orderId())).getFirst());
    }

    void readNext(int partition) {
        ConsumerRecord<byte[], byte[]> record = log.partitions.get(partition).get(positions[partition]);
        EventMetadata metadata = EventCodec.metadata(record.key(), record.headers());
        if (mutation == Mutation.LAST_WRITER_WINS) {
            forgetVersion(metadata);
        }
        Confirmation confirmation = fold.fold(record);
        OrderState state = fold.state(metadata.orderId());
        if (mutation == Mutation.KEYS_NOT_KEPT && state != null) {
            fold.replace(metadata.orderId(), new OrderState(state.version(), state.hash(), state.order(), Map.of()));
        }
        positions[partition]++;
        waiting.values()
                .stream()
                .filter(wait -> wait.eventId.equals(metadata.id()) && wait.confirmation == null)
                .forEach(wait -> wait.confirmation = confirmation);
    }

    private void forgetVersion(EventMetadata metadata) {
        OrderState state = fold.state(metadata.orderId());
        if (state != null && state.version() == metadata.version() && state.version() > 1) {
            fold.replace(
                    metadata.orderId(),
                    new OrderState(state.version() - 1, metadata.previousHash(), state.order(), state.requests()));
        }
    }

    void save() {
        savedStates = fold.states();
        savedPositions = positions.clone();
    }

    /** The process dies and starts again from its checkpoint. */
    void crash() {
        int[] lastPositions = positions;
        fold = new ReplicaFold(savedStates);
        positions = mutation == Mutation.CHECKPOINT_NOT_ATOMIC ? lastPositions : savedPositions.clone();
        for (Wait wait : List.copyOf(waiting.values())) {
            wait.fiber.interruptWith(new Crash());
        }
        waiting.clear();
    }

    private RecordedEvent asNextVersion(RecordedEvent event) {
        EventMetadata old = event.metadata();
        OrderState state = fold.state(old.orderId());
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
