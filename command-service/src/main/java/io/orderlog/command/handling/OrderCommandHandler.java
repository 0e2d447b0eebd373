package io.orderlog.command.handling;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderlog.command.decision.Decision;
import io.orderlog.command.decision.OrderDecider;
import io.orderlog.command.decision.OrderRejection;
import io.orderlog.command.log.Confirmation;
import io.orderlog.command.log.LogUnavailableException;
import io.orderlog.command.log.OrderLog;
import io.orderlog.command.log.OrderState;
import io.orderlog.command.log.OrderState.AnsweredRequest;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.EventType;
import io.orderlog.event.RecordedEvent;
import io.orderlog.order.Order;
import io.orderlog.order.OrderEvent;
import io.orderlog.telemetry.Traces;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The way of a command: load, decide, append, confirm.
 *
 * <p>An event is decided on exactly the state that it follows, because only the first event of a version counts. A rejection, and
 * whatever else leaves no event, is given only on a state that is at least as new as the command's arrival.
 */
@Component
public class OrderCommandHandler {

    private final OrderLog log;
    private final CommandProperties properties;
    private final Clock clock;
    private final OrderQueues queues;
    private final Semaphore inFlight;
    private final CommandMetrics metrics;
    private final Traces traces;

    OrderCommandHandler(OrderLog log, CommandProperties properties, Clock clock, MeterRegistry registry,
            Traces traces) {
        this.log = log;
        this.properties = properties;
        this.clock = clock;
        this.queues = new OrderQueues(properties.maxWaitingPerOrder());
        this.inFlight = new Semaphore(properties.maxInFlight());
        this.metrics = new CommandMetrics(registry);
        this.traces = traces;
        metrics.inFlight(() -> properties.maxInFlight() - inFlight.availablePermits());
        metrics.waiting(queues::waiting);
    }

    /** Blocks until the outcome is known. What the change of a {@code Revise} throws comes out unchanged. */
    public CommandOutcome handle(CommandRequest request) {
        long begun = System.nanoTime();
        CommandTrail trail = CommandTrail.begin(request, traces);
        CommandOutcome outcome = admit(request, trail);
        metrics.handled(request.command(), outcome, System.nanoTime() - begun);
        trail.end(outcome);
        return outcome;
    }

    private CommandOutcome admit(CommandRequest request, CommandTrail trail) {
        if (!inFlight.tryAcquire()) {
            return unavailable("Too many commands are being handled.");
        }
        try {
            CommandOutcome outcome = queues.inTurn(request.orderId(), properties.queueTimeout(), () -> inTurn(request, trail));
            return outcome == null ? unavailable("Too many commands wait for this order.") : outcome;
        } catch (LogUnavailableException e) {
            return unavailable(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unavailable("The service is stopping.");
        } finally {
            inFlight.release();
        }
    }

    /** Whether a command is being handled. */
    boolean isBusy() {
        return inFlight.availablePermits() < properties.maxInFlight();
    }

    private CommandOutcome inTurn(CommandRequest request, CommandTrail trail) {
        boolean fresh = false;
        for (int superseded = 0; superseded <= properties.maxRetries();) {
            OrderState state = log.state(request.orderId());
            switch (next(state, request, fresh)) {
                case Step.Answer(CommandOutcome outcome) -> {
                    return outcome;
                }
                case Step.CatchUp() -> log.awaitEnd(request.orderId());
                case Step.Append(OrderEvent event) -> {
                    Confirmation confirmation = trail.append(
                            traceparent -> log.append(record(state, event, request, trail.id(), traceparent)));
                    if (!(confirmation instanceof Confirmation.Superseded)) {
                        return answer(confirmation);
                    }
                    superseded++;
                    metrics.retried();
                    trail.again();
                }
            }
            fresh = true;
        }
        return unavailable("Other instances keep changing this order.");
    }

    /** @param fresh whether the state is at least as new as the command's arrival */
    private static Step next(@Nullable OrderState state, CommandRequest request, boolean fresh) {
        if (state != null && isSomebodyElses(state.order(), request)) {
            return new Step.Answer(new CommandOutcome.Rejected(new OrderRejection.NotFound(), null));
        }
        CommandOutcome before = answeredBefore(state, request);
        if (before != null) {
            return new Step.Answer(before);
        }
        if (state != null && request.expectedVersion() != null && request.expectedVersion() != state.version()) {
            // For ever true, unless a newer state knows the key of another request.
            boolean passed = state.version() > request.expectedVersion() && request.idempotencyKey() == null;
            return passed || fresh
                    ? new Step.Answer(new CommandOutcome.VersionMismatch(request.expectedVersion(), current(state)))
                    : new Step.CatchUp();
        }
        try {
            return switch (OrderDecider.decide(orderOf(state), request.command())) {
                case Decision.Accepted(OrderEvent event) -> new Step.Append(event);
                case Decision.Rejected(var rejection) ->
                    fresh
                            ? new Step.Answer(new CommandOutcome.Rejected(rejection, state == null ? null : current(state)))
                            : new Step.CatchUp();
            };
        } catch (RuntimeException refusedByTheChangeItself) {
            if (fresh) {
                throw refusedByTheChangeItself;
            }
            return new Step.CatchUp();
        }
    }

    /** An order keeps its customer, so that no newer state is needed to tell. */
    private static boolean isSomebodyElses(Order order, CommandRequest request) {
        return request.customer() != null && !request.customer().equals(order.customerId());
    }

    private static @Nullable CommandOutcome answeredBefore(@Nullable OrderState state, CommandRequest request) {
        if (state == null || request.idempotencyKey() == null) {
            return null;
        }
        AnsweredRequest answered = state.answered(request.actor(), request.idempotencyKey());
        if (answered == null) {
            return null;
        }
        return answered.fingerprint().equals(request.fingerprint())
                ? new CommandOutcome.Accepted(answered.receipt(), true)
                : new CommandOutcome.KeyReused(request.idempotencyKey());
    }

    private CommandOutcome answer(Confirmation confirmation) {
        return switch (confirmation) {
            case Confirmation.Valid(var receipt) -> new CommandOutcome.Accepted(receipt, false);
            case Confirmation.Unknown() -> new CommandOutcome.OutcomeUnknown();
            case Confirmation.Refused(String reason) -> unavailable(reason);
            case Confirmation.TooLarge() -> new CommandOutcome.TooLarge();
            case Confirmation.Superseded() -> unavailable("Another instance changed this order.");
        };
    }

    private RecordedEvent record(
            @Nullable OrderState state, OrderEvent event, CommandRequest request, UUID id, @Nullable String traceparent) {
        EventMetadata metadata = new EventMetadata(
                id,
                EventType.of(event).wireName(),
                properties.source().toString(),
                request.orderId(),
                OrderState.nextVersion(state),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                request.effectiveAt(),
                request.actor(),
                request.correlationId(),
                request.causationId(),
                request.idempotencyKey(),
                request.idempotencyKey() == null ? null : request.fingerprint(),
                traceparent,
                OrderState.lastHash(state));
        return new RecordedEvent(metadata, event);
    }

    private static @Nullable Order orderOf(@Nullable OrderState state) {
        return state == null ? null : state.order();
    }

    private static CommandOutcome.Current current(OrderState state) {
        Order order = state.order();
        return new CommandOutcome.Current(state.version(), order.status(), order.paymentStatus(), order.fulfilmentStatus());
    }

    private CommandOutcome unavailable(String reason) {
        return new CommandOutcome.Unavailable(reason, properties.retryAfter());
    }
}
