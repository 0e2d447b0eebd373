package io.orderlog.command.web;

import io.orderlog.access.Client;
import io.orderlog.access.Scope;
import io.orderlog.command.decision.OrderCommand;
import io.orderlog.command.handling.CommandOutcome;
import io.orderlog.command.handling.CommandRequest;
import io.orderlog.command.handling.OrderCommandHandler;
import io.orderlog.command.log.Receipt;
import io.orderlog.order.OrderContents;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Hands commands in and words the answers: status, headers and body. */
@Component
final class CommandDesk {

    private static final String CONSISTENCY_TOKEN = "Consistency-Token";
    static final String IDEMPOTENCY_REPLAYED = "Idempotency-Replayed";
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final OrderCommandHandler handler;
    private final OrdersProperties properties;
    private final Clock clock;

    CommandDesk(OrderCommandHandler handler, OrdersProperties properties, Clock clock) {
        this.handler = handler;
        this.properties = properties;
        this.clock = clock;
    }

    /** 201 with the new order, or a problem. */
    ResponseEntity<Object> place(Caller caller, Form.Placement placement) {
        if (caller.acceptedVersions() != null) {
            throw new InvalidRequestException(HttpHeaders.IF_MATCH, "is not possible for an order that is not placed yet");
        }
        if (!caller.client().actsFor(placement.customerId())) {
            throw NotAllowedException.anotherCustomer();
        }
        UUID orderId = OrderIds.of(caller.actor(), caller.idempotencyKey());
        OrderContents contents = placement.contents().contents();
        var command = new OrderCommand.Place(
                placement.customerId(), Currency.getInstance(placement.currency()), contents, paymentDueAt());
        CommandOutcome outcome = handle(caller, orderId, new ClientRequest("place", placement), command);
        return answer(outcome, URI.create("/orders/" + orderId));
    }

    /** 200 with the order as the command left it, or a problem. */
    ResponseEntity<Object> change(Caller caller, UUID orderId, ClientRequest asked, OrderCommand command) {
        return answer(handle(caller, orderId, asked, command), null);
    }

    private @Nullable Instant paymentDueAt() {
        Duration term = properties.paymentTerm();
        return term.isZero() ? null : clock.instant().plus(term).truncatedTo(ChronoUnit.MICROS);
    }

    /** With several acceptable versions, the handler is asked again for the one that the order turns out to have. */
    private CommandOutcome handle(Caller caller, UUID orderId, ClientRequest asked, OrderCommand command) {
        if (asked.form().effectiveAt() != null && !mayTellOfThePast(caller.client())) {
            throw NotAllowedException.past();
        }
        List<Long> accepted = caller.acceptedVersions();
        if (accepted == null) {
            return handler.handle(request(caller, orderId, asked, command, null));
        }
        CommandOutcome outcome = handler.handle(request(caller, orderId, asked, command, accepted.getFirst()));
        for (int more = accepted.size() - 1; more > 0 && acceptedMismatch(accepted, outcome) instanceof Long version; more--) {
            outcome = handler.handle(request(caller, orderId, asked, command, version));
        }
        return outcome;
    }

    private static boolean mayTellOfThePast(Client client) {
        return client.isService() && client.has(Scope.IMPORT);
    }

    private static @Nullable Long acceptedMismatch(List<Long> accepted, CommandOutcome outcome) {
        return outcome instanceof CommandOutcome.VersionMismatch(long _, var order) && accepted.contains(order.version())
                ? order.version()
                : null;
    }

    private static CommandRequest request(
            Caller caller, UUID orderId, ClientRequest asked, OrderCommand command, @Nullable Long expectedVersion) {
        return new CommandRequest(
                orderId,
                command,
                expectedVersion,
                caller.actor(),
                caller.client().customer(),
                caller.idempotencyKey(),
                asked.fingerprint(),
                caller.correlationId(),
                caller.causationId(),
                asked.form().effectiveAt(),
                caller.traceparent());
    }

    /** @param location of what the command made; {@code null} if it made nothing that can be read by itself */
    private static ResponseEntity<Object> answer(CommandOutcome outcome, @Nullable URI location) {
        return switch (outcome) {
            case CommandOutcome.Accepted(Receipt receipt, boolean repeated) -> accepted(receipt, repeated, location);
            case CommandOutcome.Rejected(var rejection, var order) -> problem(Problems.of(rejection, order));
            case CommandOutcome.VersionMismatch(long _, var order) -> {
                ProblemDetail problem = ProblemType.VERSION_MISMATCH.detail(
                        "The order is at version %d, which If-Match does not name.".formatted(order.version()));
                problem.setProperty("order", order);
                yield problem(problem);
            }
            case CommandOutcome.KeyReused(String key) -> {
                ProblemDetail problem = ProblemType.IDEMPOTENCY_KEY_REUSED.detail(
                        "A request with this Idempotency-Key and another content was accepted before.");
                problem.setProperty("idempotencyKey", key);
                yield problem(problem);
            }
            case CommandOutcome.TooLarge() ->
                problem(ProblemType.EVENT_TOO_LARGE.detail("The event would be larger than the log takes; nothing was changed."));
            case CommandOutcome.Unavailable(String reason, Duration retryAfter) ->
                later(ProblemType.UNAVAILABLE.detail(reason + " Nothing was changed; try again later."), retryAfter);
            case CommandOutcome.OutcomeUnknown() ->
                later(
                        ProblemType.OUTCOME_UNKNOWN.detail(
                                "Repeat the request with the same Idempotency-Key: it tells the outcome and has no second effect."),
                        ASK_AGAIN);
        };
    }

    private static ResponseEntity<Object> accepted(Receipt receipt, boolean repeated, @Nullable URI location) {
        ResponseEntity.BodyBuilder answer = location == null ? ResponseEntity.ok() : ResponseEntity.created(location);
        answer.eTag("\"" + receipt.version() + "\"").header(CONSISTENCY_TOKEN, receipt.partition() + ":" + receipt.offset());
        if (repeated) {
            answer.header(IDEMPOTENCY_REPLAYED, "true");
        }
        return answer.body(OrderAnswer.of(receipt));
    }

    private static ResponseEntity<Object> problem(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }

    private static ResponseEntity<Object> later(ProblemDetail problem, Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
                .body(problem);
    }
}
