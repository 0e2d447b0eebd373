package io.orderlog.command.handling;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.tracing.Span;
import io.orderlog.command.log.Confirmation;
import io.orderlog.telemetry.Traces;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What one command leaves for whoever looks for it later: its ids in each line that its thread logs, and its place in a trace. Of what it
 * says there is nothing.
 */
final class CommandTrail {

    private static final Logger log = LoggerFactory.getLogger(OrderCommandHandler.class);
    private static final String ORDER = "orderId";
    private static final String COMMAND = "commandId";

    private final CommandRequest request;
    private final Traces traces;
    private UUID id;

    private CommandTrail(CommandRequest request, Traces traces, UUID id) {
        this.request = request;
        this.traces = traces;
        this.id = id;
    }

    /** The ids stay with the thread until the command's outcome is known; if it fails, whoever tells of that tells them too. */
    static CommandTrail begin(CommandRequest request, Traces traces) {
        CommandTrail trail = new CommandTrail(request, traces, UuidCreator.getTimeOrderedEpoch());
        MDC.put(ORDER, request.orderId().toString());
        MDC.put(COMMAND, trail.id.toString());
        return trail;
    }

    /** The command's own, and its event's if one comes of it. */
    UUID id() {
        return id;
    }

    /** Decided anew, it makes another event, and no two records of the log have the same id. */
    void again() {
        id = UuidCreator.getTimeOrderedEpoch();
        MDC.put(COMMAND, id.toString());
    }

    /** @param write appends an event that carries this {@code traceparent} */
    Confirmation append(Function<@Nullable String, Confirmation> write) {
        String parent = request.traceparent();
        if (parent == null || !Traces.isSampled(parent)) {
            return write.apply(parent);
        }
        Span span = traces.begin(parent, "append", builder -> builder.kind(Span.Kind.PRODUCER).tag("orderlog.command.id", id.toString()));
        try {
            Confirmation confirmation = write.apply(Traces.traceparent(span.context()));
            span.tag("orderlog.confirmation", Names.of(confirmation.getClass()));
            return confirmation;
        } finally {
            span.end();
        }
    }

    void end(CommandOutcome outcome) {
        String command = Names.of(request.command().getClass());
        switch (outcome) {
            case CommandOutcome.Accepted _ -> {
            }
            case CommandOutcome.OutcomeUnknown _ -> log.info("The outcome of a command is not known: {}", command);
            case CommandOutcome.Rejected(var why, var _) -> log.debug("{} was rejected: {}", command, Names.of(why.getClass()));
            default -> log.debug("{} was not done: {}", command, Names.of(outcome));
        }
        traces.tag("orderlog.order.id", request.orderId().toString());
        traces.tag("orderlog.command.id", id.toString());
        traces.tag("orderlog.command", command);
        traces.tag("orderlog.outcome", Names.of(outcome));
        MDC.remove(ORDER);
        MDC.remove(COMMAND);
    }
}
