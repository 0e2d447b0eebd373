package io.orderlog.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.chaos.check.Violation.Kind;
import io.orderlog.chaos.clients.Action;
import io.orderlog.chaos.clients.Answer;
import io.orderlog.chaos.clients.Attempt;
import io.orderlog.chaos.clients.Request;
import io.orderlog.command.decision.OrderCommand;
import io.orderlog.command.decision.OrderRejection;
import io.orderlog.command.handling.CommandOutcome;
import io.orderlog.command.handling.CommandOutcome.Current;
import io.orderlog.command.log.Receipt;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.EventType;
import io.orderlog.event.HashChain;
import io.orderlog.order.Charges;
import io.orderlog.order.FulfilmentStatus;
import io.orderlog.order.OrderContents;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderLine;
import io.orderlog.order.OrderStatus;
import io.orderlog.order.PaymentStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The check finds what it is there to find: each test breaks one promise in a history that is right otherwise. */
class CheckerTest {

    private static final UUID ORDER = new UUID(1, 1);
    private static final Currency GBP = Currency.getInstance("GBP");
    private static final OrderContents CONTENTS =
            new OrderContents(null, List.of(new OrderLine(1, "sku", "", 10, 100, Map.of())), Charges.NONE, null, Map.of());
    private static final Action PLACE = action(new OrderCommand.Place("customer", GBP, CONTENTS, null));
    private static final OrderEvent PLACED =
            new OrderEvent.Placed("customer", GBP, null, CONTENTS.lines(), Charges.NONE, null, Map.of(), null);

    private final List<LoggedEvent> log = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();

    private static Action action(OrderCommand command) {
        return new Action("command", "POST", "", command.toString(), command);
    }

    @BeforeEach
    void anOrderIsPlaced() {
        log("placing", 1, PLACED, "placement");
        attempt("placing", 0, 1, new Request(PLACE, null, "placement", null), accepted("placing"));
    }

    @Test
    void aHistoryThatIsRightIsAccepted() {
        log("holding", 2, new OrderEvent.Held("a"), "key");
        log("late", 2, new OrderEvent.Held("b"), null);
        attempt("holding", 2, 5, hold("a", "key"), new Answer.Silence("killed"));
        attempt("again", 6, 7, hold("a", "key"), new Answer.Told(new CommandOutcome.Accepted(receipt("holding"), true)));
        attempt("late", 3, 8, hold("b", null), onHold("a", 2));
        attempt("gone", 3, 4, hold("c", null), new Answer.Told(new CommandOutcome.OutcomeUnknown()));

        assertThat(violations()).isEmpty();
    }

    @Test
    void anAcceptedCommandThatIsNotInTheLogIsLost() {
        log("holding", 2, new OrderEvent.Held("a"), null);
        Answer accepted = accepted("holding");
        log.removeLast();
        attempt("holding", 2, 3, hold("a", null), accepted);

        assertThat(violations()).contains(Kind.LOST);
    }

    @Test
    void anAcceptedCommandThatLostAgainstAnotherOneIsLost() {
        log("first", 2, new OrderEvent.Held("a"), null);
        attempt("first", 2, 3, hold("a", null), accepted("first"));
        log("second", 2, new OrderEvent.Held("b"), null);
        attempt("second", 2, 3, hold("b", null), accepted("first"));

        assertThat(violations()).contains(Kind.LOST);
    }

    @Test
    void aRequestThatTookEffectTwiceIsDoubled() {
        log("first", 2, new OrderEvent.PaymentReceived("p", 100), "key");
        log("second", 3, new OrderEvent.PaymentReceived("p", 100), "key");
        attempt("first", 2, 9, pay("key"), new Answer.Silence("stopped"));
        attempt("second", 3, 4, pay("key"), accepted("second"));

        assertThat(violations()).contains(Kind.DOUBLED);
    }

    @Test
    void aRefusedCommandThatIsInTheLogIsPresent() {
        log("holding", 2, new OrderEvent.Held("a"), null);
        attempt("holding", 2, 3, hold("a", null), new Answer.Told(new CommandOutcome.Unavailable("Kafka is away", Duration.ofSeconds(1))));

        assertThat(violations()).contains(Kind.PRESENT);
    }

    @Test
    void aCommandThatWasNeverSentAndIsInTheLogIsPresent() {
        log("holding", 2, new OrderEvent.Held("a"), null);
        attempt("holding", 2, 3, hold("a", null), new Answer.NotSent());

        assertThat(violations()).contains(Kind.PRESENT);
    }

    @Test
    void anEventThatNobodyAskedForIsFound() {
        log("intruder", 2, new OrderEvent.Held("a"), null);

        assertThat(violations()).contains(Kind.FROM_NOBODY);
    }

    @Test
    void aRejectionOnAStateThatWasOverIsNotLinearizable() {
        log("holding", 2, new OrderEvent.Held("a"), null);
        attempt("holding", 2, 3, hold("a", null), accepted("holding"));
        Current before = new Current(1, OrderStatus.OPEN, PaymentStatus.UNPAID, FulfilmentStatus.UNFULFILLED);
        Answer stale = new Answer.Told(new CommandOutcome.Rejected(new OrderRejection.NotOnHold(), before));
        attempt("releasing", 4, 5, new Request(action(new OrderCommand.Release()), ORDER, null, null), stale);

        assertThat(violations()).containsExactly(Kind.NOT_LINEARIZABLE);
    }

    @Test
    void theSameRejectionWhileTheOrderChangesIsLinearizable() {
        log("holding", 2, new OrderEvent.Held("a"), null);
        attempt("holding", 2, 5, hold("a", null), accepted("holding"));
        Current before = new Current(1, OrderStatus.OPEN, PaymentStatus.UNPAID, FulfilmentStatus.UNFULFILLED);
        Answer inTime = new Answer.Told(new CommandOutcome.Rejected(new OrderRejection.NotOnHold(), before));
        attempt("releasing", 4, 6, new Request(action(new OrderCommand.Release()), ORDER, null, null), inTime);

        assertThat(violations()).isEmpty();
    }

    @Test
    void anOrderThatIsNotFoundAfterItWasPlacedIsNotLinearizable() {
        attempt("holding", 2, 3, hold("a", null), new Answer.Told(new CommandOutcome.Rejected(new OrderRejection.NotFound(), null)));

        assertThat(violations()).containsExactly(Kind.NOT_LINEARIZABLE);
    }

    @Test
    void commandsInAnotherOrderThanTheirAnswersAreNotLinearizable() {
        log("second", 2, new OrderEvent.PaymentReceived("q", 100), null);
        log("first", 3, new OrderEvent.PaymentReceived("p", 100), null);
        attempt("first", 2, 3, pay("p", null), accepted("first"));
        attempt("second", 4, 5, pay("q", null), accepted("second"));

        assertThat(violations()).containsExactly(Kind.NOT_LINEARIZABLE);
    }

    @Test
    void aWrongReceiptIsNotTheOneThatTheLogGives() {
        log("paying", 2, new OrderEvent.PaymentReceived("p", 100), null);
        attempt("paying", 2, 3, pay("p", null), accepted("placing"));

        assertThat(violations()).contains(Kind.LOST);
    }

    @Test
    void aGapAndABrokenChainAreDamage() {
        log("gap", 3, new OrderEvent.Held("a"), null);
        assertThat(violations()).contains(Kind.DAMAGED);

        log.removeLast();
        EventMetadata forged = metadata("forged", 2, new OrderEvent.Held("a"), null, HashChain.GENESIS);
        log.add(new LoggedEvent(forged, new OrderEvent.Held("a"), 0, 1, "hash"));
        assertThat(violations()).contains(Kind.DAMAGED);
    }

    @Test
    void anAnswerThatTheInterfaceDoesNotPromiseIsFoundAndItsEffectIsUnknown() {
        attempt("holding", 2, 3, hold("a", null), new Answer.Unexpected(500, "{}"));

        assertThat(violations()).containsExactly(Kind.UNEXPECTED);
    }

    private List<Kind> violations() {
        return Checker.check(attempts, LogTruth.of(log)).stream().map(Violation::kind).distinct().toList();
    }

    private void log(String attempt, long version, OrderEvent event, @Nullable String key) {
        String previous = version == 1 ? HashChain.GENESIS : "hash of version " + (version - 1);
        EventMetadata metadata = metadata(attempt, version, event, key, previous);
        log.add(new LoggedEvent(metadata, event, 0, log.size(), "hash of version " + version));
    }

    private static EventMetadata metadata(String attempt, long version, OrderEvent event, @Nullable String key, String previousHash) {
        return new EventMetadata(
                UUID.randomUUID(),
                EventType.of(event).wireName(),
                "/test",
                ORDER,
                version,
                Instant.EPOCH,
                null,
                "anonymous",
                attempt,
                attempt,
                key,
                key == null ? null : "fingerprint",
                null,
                previousHash);
    }

    private void attempt(String name, long from, long to, Request request, Answer answer) {
        attempts.add(new Attempt(0, 0, request, name, from, to, answer));
    }

    private static Request hold(String reason, @Nullable String key) {
        return new Request(action(new OrderCommand.Hold(reason)), ORDER, key, null);
    }

    private static Request pay(@Nullable String key) {
        return pay("p", key);
    }

    private static Request pay(String reference, @Nullable String key) {
        return new Request(action(new OrderCommand.ReceivePayment(reference, 100)), ORDER, key, null);
    }

    private Answer accepted(String attempt) {
        return new Answer.Told(new CommandOutcome.Accepted(receipt(attempt), false));
    }

    private Receipt receipt(String attempt) {
        LogTruth.Valid valid = LogTruth.of(log).writtenBy(attempt);
        if (valid == null) {
            throw new IllegalArgumentException(attempt + " is not in the log");
        }
        return valid.receipt();
    }

    private static Answer onHold(String reason, long version) {
        Current current = new Current(version, OrderStatus.ON_HOLD, PaymentStatus.UNPAID, FulfilmentStatus.UNFULFILLED);
        return new Answer.Told(new CommandOutcome.Rejected(new OrderRejection.OnHold(reason), current));
    }
}
