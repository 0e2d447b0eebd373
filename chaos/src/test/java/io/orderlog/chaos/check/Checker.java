package io.orderlog.chaos.check;

import io.orderlog.chaos.check.LogTruth.Valid;
import io.orderlog.chaos.check.Violation.Kind;
import io.orderlog.chaos.clients.Answer;
import io.orderlog.chaos.clients.Attempt;
import io.orderlog.chaos.clients.Request;
import io.orderlog.command.decision.OrderCommand;
import io.orderlog.command.handling.CommandOutcome;
import io.orderlog.command.handling.CommandRequest;
import io.orderlog.command.log.Receipt;
import io.orderlog.command.testing.Linearizability;
import io.orderlog.command.testing.Operation;
import io.orderlog.order.Order;
import io.orderlog.order.OrderEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds what clients were told against the log: what was accepted is there once, what was refused is not, what nobody knows is there at
 * most once, and the commands on each order can be put in one sequence that gives every answer.
 *
 * <p>The log names the attempt that wrote each event, and so tells what became of those that were not answered.
 */
public final class Checker {

    /** The clients that the service itself is: orders expire without being asked to. */
    private static final String SERVICE = "orderlog";

    private final LogTruth truth;
    private final List<Violation> violations = new ArrayList<>();
    private final Map<UUID, List<Operation>> histories = new HashMap<>();
    private final long start;

    private Checker(List<Attempt> attempts, LogTruth truth) {
        this.truth = truth;
        this.start = attempts.stream().mapToLong(Attempt::invokedAt).min().orElse(0);
        violations.addAll(truth.violations());
    }

    /** @return every promise that was not kept; empty if all were */
    public static List<Violation> check(List<Attempt> attempts, LogTruth truth) {
        Checker checker = new Checker(attempts, truth);
        attempts.forEach(checker::check);
        checker.checkThatSomebodyAsked(attempts);
        checker.addExpiries();
        Set<UUID> orders = new HashSet<>(truth.orders().keySet());
        orders.addAll(checker.histories.keySet());
        orders.forEach(checker::checkLinearizable);
        return checker.violations;
    }

    /** Those that took longer than an answer may take. */
    public static List<Violation> slowAnswers(List<Attempt> attempts, Duration limit) {
        return attempts.stream()
                .filter(attempt -> attempt.answer() instanceof Answer.Told)
                .filter(attempt -> attempt.returnedAt() - attempt.invokedAt() > limit.toNanos())
                .map(attempt -> new Violation(Kind.SLOW, attempt.toString()))
                .toList();
    }

    private void check(Attempt attempt) {
        Valid written = truth.writtenBy(attempt.correlationId());
        switch (attempt.answer()) {
            case Answer.Told(CommandOutcome outcome) -> checkTold(attempt, outcome, written);
            case Answer.NotSent() -> checkAbsent(attempt, written);
            case Answer.Silence _ -> addUnanswered(attempt, written);
            case Answer.Unexpected _ -> {
                violate(Kind.UNEXPECTED, attempt);
                addUnanswered(attempt, written);
            }
        }
    }

    private void checkTold(Attempt attempt, CommandOutcome outcome, @Nullable Valid written) {
        switch (outcome) {
            case CommandOutcome.Accepted(Receipt receipt, boolean repeated) -> {
                String key = attempt.request().key();
                Valid accepted = !repeated ? written : key == null ? null : truth.ofKey(receipt.orderId(), key);
                if (accepted == null || !accepted.receipt().equals(receipt)) {
                    violate(Kind.LOST, attempt);
                }
                addAnswered(attempt, outcome);
            }
            case CommandOutcome.Rejected _,CommandOutcome.VersionMismatch _,CommandOutcome.KeyReused _ -> {
                checkAbsent(attempt, written);
                addAnswered(attempt, outcome);
            }
            case CommandOutcome.Unavailable _,CommandOutcome.TooLarge _ -> checkAbsent(attempt, written);
            case CommandOutcome.OutcomeUnknown() -> addUnanswered(attempt, written);
        }
    }

    private void checkAbsent(Attempt attempt, @Nullable Valid written) {
        if (written != null) {
            violate(Kind.PRESENT, attempt);
        }
    }

    private void addAnswered(Attempt attempt, CommandOutcome outcome) {
        UUID orderId = orderOf(attempt);
        if (orderId == null) {
            violate(Kind.LOST, attempt);
            return;
        }
        operation(attempt, orderId).returned(outcome, attempt.returnedAt() - start);
    }

    /** If it had no effect it could have been at any time or never, and tells nothing. */
    private void addUnanswered(Attempt attempt, @Nullable Valid written) {
        if (written != null) {
            CommandOutcome outcome = new CommandOutcome.Accepted(written.receipt(), false);
            operation(attempt, written.metadata().orderId()).returned(outcome, Operation.NEVER);
        }
    }

    private @Nullable UUID orderOf(Attempt attempt) {
        Request request = attempt.request();
        return request.orderId() == null ? truth.orderPlacedBy(String.valueOf(request.key())) : request.orderId();
    }

    private Operation operation(Attempt attempt, UUID orderId) {
        Request request = attempt.request();
        return operation(
                orderId,
                attempt.client(),
                attempt.instance(),
                attempt.invokedAt() - start,
                new CommandRequest(
                        orderId,
                        command(request, orderId),
                        request.ifMatch(),
                        "",
                        null,
                        request.key(),
                        request.action().fingerprint(),
                        attempt.correlationId(),
                        "",
                        null,
                        null));
    }

    private Operation operation(UUID orderId, int client, int instance, long invokedAt, CommandRequest request) {
        Operation operation = new Operation(client, instance, request, invokedAt);
        histories.computeIfAbsent(orderId, _ -> new ArrayList<>()).add(operation);
        return operation;
    }

    /** When payment is due is the service's to say. */
    private OrderCommand command(Request request, UUID orderId) {
        List<Valid> events = truth.orders().get(orderId);
        return request.action().command() instanceof OrderCommand.Place place
                && events != null
                && !events.isEmpty()
                && events.getFirst().logged().event() instanceof OrderEvent.Placed placed
                        ? new OrderCommand.Place(place.customerId(), place.currency(), place.contents(), placed.paymentDueAt())
                        : request.action().command();
    }

    private void checkThatSomebodyAsked(List<Attempt> attempts) {
        Set<String> asked = attempts.stream().map(Attempt::correlationId).collect(Collectors.toSet());
        truth.orders()
                .values()
                .stream()
                .flatMap(List::stream)
                .filter(valid -> !asked.contains(valid.metadata().correlationId()) && !isExpiry(valid))
                .forEach(valid -> violations.add(new Violation(Kind.FROM_NOBODY, valid.logged().toString())));
    }

    private static boolean isExpiry(Valid valid) {
        return valid.metadata().actor().equals(SERVICE) && valid.logged().event() instanceof OrderEvent.Expired;
    }

    private void addExpiries() {
        truth.orders().forEach((orderId, events) -> events.stream().filter(Checker::isExpiry).forEach(valid -> {
            CommandRequest request = new CommandRequest(
                    orderId,
                    new OrderCommand.Expire(valid.metadata().recordedAt()),
                    null,
                    SERVICE,
                    null,
                    null,
                    "expire",
                    valid.metadata().correlationId(),
                    "",
                    null,
                    null);
            operation(orderId, -1, -1, Long.MIN_VALUE, request)
                    .returned(new CommandOutcome.Accepted(valid.receipt(), false), Operation.NEVER);
        }));
    }

    private void checkLinearizable(UUID orderId) {
        List<Operation> history = histories.getOrDefault(orderId, List.of());
        List<Valid> events = truth.orders().getOrDefault(orderId, List.of());
        Order end = events.isEmpty() ? null : events.getLast().order();
        if (!Linearizability.holds(history, model -> model.version() == events.size() && Objects.equals(model.order(), end))) {
            violations.add(new Violation(
                    Kind.NOT_LINEARIZABLE,
                    "order %s, which the log leaves as %s:%n%s".formatted(
                            orderId,
                            end,
                            history.stream().map(Operation::toString).collect(Collectors.joining(System.lineSeparator())))));
        }
    }

    private void violate(Kind kind, Attempt attempt) {
        violations.add(new Violation(kind, attempt.toString()));
    }

    /** Of each request that was accepted and has a key one attempt, to be repeated anywhere. */
    public static List<Attempt> repeatable(List<Attempt> attempts) {
        Set<Object> seen = new HashSet<>();
        return attempts.stream()
                .filter(attempt -> attempt.request().key() != null && attempt.receipt() != null)
                .filter(attempt -> seen.add(List.of(Objects.requireNonNull(attempt.receipt()).orderId(), attempt.request().key())))
                .toList();
    }
}
