package io.orderlog.command.handling;

import static io.orderlog.command.handling.TestInstance.place;
import static io.orderlog.command.handling.TestInstance.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.orderlog.command.decision.OrderCommand;
import io.orderlog.command.decision.OrderRejection;
import io.orderlog.command.handling.CommandOutcome.Accepted;
import io.orderlog.command.log.LogReader;
import io.orderlog.command.log.Receipt;
import io.orderlog.embedded.testing.TestKafka;
import io.orderlog.event.EventMetadata;
import io.orderlog.order.LineQuantity;
import io.orderlog.order.OrderStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderCommandHandlerTest {

    private static TestKafka kafka;

    @TempDir
    private Path directory;

    private final String topic = "orders." + UUID.randomUUID();
    private final UUID orderId = UUID.randomUUID();
    private TestInstance instance;

    @BeforeAll
    static void startKafka() {
        kafka = TestKafka.start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void startInstance() {
        instance = start("one");
    }

    @AfterEach
    void stopInstance() {
        instance.close();
    }

    @Test
    void answersWhatTheEventMadeOfTheOrder() {
        Receipt receipt = accepted(instance.handle(orderId, place(null)));

        assertThat(receipt.version()).isEqualTo(1);
        assertThat(receipt.status()).isEqualTo(OrderStatus.OPEN);
        assertThat(receipt.totals().total().minorUnits()).isEqualTo(25_500);
        assertThat(history()).hasSize(1);
    }

    @Test
    void theSameRequestFiftyTimesAtOnceIsOneEventAndFiftyEqualAnswers() throws Exception {
        List<CommandOutcome> outcomes = atOnce(50, _ -> () -> instance.handler.handle(request(orderId, place(null), "key-1", null)));

        assertThat(outcomes.stream().map(OrderCommandHandlerTest::accepted).distinct()).hasSize(1);
        assertThat(LogReader.records(kafka.bootstrapServers(), topic)).hasSize(1);
    }

    @Test
    void fiftyCommandsAtOnceOnOneOrderAreFiftyVersionsWithoutAGap() throws Exception {
        instance.handle(orderId, place(null));

        List<CommandOutcome> outcomes = atOnce(50, i -> () -> instance.handle(orderId, ship(i)));

        assertThat(versions(outcomes)).containsExactlyElementsOf(LongStream.rangeClosed(2, 51).boxed().toList());
        assertThat(history()).hasSize(51);
        assertThat(LogReader.records(kafka.bootstrapServers(), topic)).hasSize(51);
    }

    @Test
    void everyAnswerToFiftyDifferentCommandsAtOnceIsTrueWhetherTheyWereAcceptedOrRejected() throws Exception {
        instance.handle(orderId, place(null));

        List<CommandOutcome> outcomes = atOnce(50, i -> () -> instance.handle(orderId, different(i)));

        OrderPast past = OrderPast.read(kafka.bootstrapServers(), topic, orderId);
        IntStream.range(0, 50).forEach(i -> past.confirm(different(i), outcomes.get(i)));
        List<Long> versions = versions(outcomes);
        assertThat(versions).hasSizeBetween(8, 49)
                .containsExactlyElementsOf(LongStream.rangeClosed(2, history().size()).boxed().toList());
    }

    /** Shipments, more payments than the order costs, holds, releases and returns: which of them are possible depends on their order. */
    private static OrderCommand different(int i) {
        return switch (i % 5) {
            case 0 -> ship(i);
            case 1 -> new OrderCommand.ReceivePayment("ch_" + i, 3_000);
            case 2 -> new OrderCommand.Hold("check " + i);
            case 3 -> new OrderCommand.Release();
            default -> new OrderCommand.RequestReturn(List.of(new LineQuantity(1, 1)), "return " + i);
        };
    }

    @Test
    void threeInstancesThatChangeOneOrderAtOnceAgreeOnOneHistory() throws Exception {
        try (TestInstance second = start("two"); TestInstance third = start("three")) {
            List<TestInstance> instances = List.of(instance, second, third);
            instance.handle(orderId, place(null));

            List<CommandOutcome> outcomes = atOnce(90, i -> () -> instances.get(i % 3).handle(orderId, ship(i)));

            List<Long> versions = versions(outcomes);
            assertThat(versions).hasSizeGreaterThan(60);
            assertThat(versions).containsExactlyElementsOf(LongStream.rangeClosed(2, versions.size() + 1L).boxed().toList());
            assertThat(history().stream().map(EventMetadata::version)).hasSize(versions.size() + 1);
        }
    }

    @Test
    void aRejectionKnowsWhatAnotherInstanceHasDoneBefore() {
        try (TestInstance second = start("two")) {
            for (int i = 0; i < 20; i++) {
                UUID order = UUID.randomUUID();
                accepted(instance.handle(order, place(null)));
                accepted(second.handle(order, new OrderCommand.Hold("checked")));
                assertThat(instance.handle(order, new OrderCommand.Hold("again")))
                        .isInstanceOfSatisfying(
                                CommandOutcome.Rejected.class,
                                rejected -> assertThat(rejected.rejection()).isEqualTo(new OrderRejection.OnHold("checked")));
                accepted(second.handle(order, new OrderCommand.Release()));
                accepted(instance.handle(order, new OrderCommand.Hold("again")));
            }
        }
    }

    @Test
    void aRepeatedRequestIsAnsweredAsBeforeAlsoByAnotherInstanceAndLaterOn() {
        CommandRequest request = request(orderId, place(null), "key-1", null);
        Receipt first = accepted(instance.handler.handle(request));
        accepted(instance.handle(orderId, new OrderCommand.Cancel(null)));

        try (TestInstance second = start("two")) {
            assertThat(second.handler.handle(request)).isEqualTo(new Accepted(first, true));
        }
    }

    @Test
    void aKeyThatWasUsedForAnotherRequestIsRefused() {
        accepted(instance.handler.handle(request(orderId, place(null), "key-1", null)));

        assertThat(instance.handler.handle(request(orderId, new OrderCommand.Cancel(null), "key-1", null)))
                .isEqualTo(new CommandOutcome.KeyReused("key-1"));
    }

    @Test
    void aKeyThatAnotherInstanceHasJustTakenIsRefusedAlsoWhereTheVersionDoesNotMatch() {
        try (TestInstance second = start("two")) {
            for (UUID order : IntStream.range(0, 20).mapToObj(_ -> UUID.randomUUID()).toList()) {
                accepted(instance.handle(order, place(null)));
                accepted(instance.handle(order, new OrderCommand.Hold("checked")));
                accepted(second.handler.handle(request(order, new OrderCommand.Release(), "key-1", null)));

                assertThat(instance.handler.handle(request(order, new OrderCommand.Cancel(null), "key-1", 1L)))
                        .isEqualTo(new CommandOutcome.KeyReused("key-1"));
            }
        }
    }

    @Test
    void anotherVersionThanExpectedIsAMismatchBelowAndAboveTheActualOne() {
        accepted(instance.handle(orderId, place(null)));
        accepted(instance.handle(orderId, new OrderCommand.Hold("checked")));

        for (long expected : List.of(1L, 3L)) {
            assertThat(instance.handler.handle(request(orderId, new OrderCommand.Release(), null, expected)))
                    .isInstanceOfSatisfying(
                            CommandOutcome.VersionMismatch.class,
                            mismatch -> assertThat(mismatch.order().version()).isEqualTo(2));
        }
        assertThat(accepted(instance.handler.handle(request(orderId, new OrderCommand.Release(), null, 2L))).version())
                .isEqualTo(3);
    }

    @Test
    void anUnknownOrderIsNotFound() {
        assertThat(instance.handle(orderId, new OrderCommand.Release()))
                .isEqualTo(new CommandOutcome.Rejected(new OrderRejection.NotFound(), null));
    }

    @Test
    void whatTheChangeOfARevisionThrowsComesOutAndLeavesNoEvent() {
        accepted(instance.handle(orderId, place(null)));
        IllegalArgumentException refusal = new IllegalArgumentException("malformed");

        assertThatThrownBy(() -> instance.handle(orderId, new OrderCommand.Revise(_ -> {
            throw refusal;
        }))).isSameAs(refusal);
        assertThat(history()).hasSize(1);
    }

    @Test
    void unpaidOrdersExpireOnceAlsoWhenEveryInstanceTries() {
        try (TestInstance second = start("two")) {
            List<UUID> orders = IntStream.range(0, 20).mapToObj(_ -> UUID.randomUUID()).toList();
            orders.forEach(order -> accepted(instance.handle(order, place(Instant.now().plusMillis(200)))));
            UUID paid = UUID.randomUUID();
            accepted(instance.handle(paid, place(Instant.now().plusMillis(500))));
            accepted(instance.handle(paid, new OrderCommand.ReceivePayment("ch_1", 25_500)));
            List<ExpiryTimer> timers = List.of(instance.expiryTimer(), second.expiryTimer());
            timers.forEach(ExpiryTimer::start);
            try {
                Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                    for (UUID order : orders) {
                        assertThat(instance.handle(order, new OrderCommand.Release()))
                                .isInstanceOfSatisfying(
                                        CommandOutcome.Rejected.class,
                                        rejected -> assertThat(rejected.rejection())
                                                .isEqualTo(new OrderRejection.NotOpen(OrderStatus.EXPIRED)));
                    }
                });
            } finally {
                timers.forEach(ExpiryTimer::stop);
            }
            for (UUID order : orders) {
                assertThat(LogReader.history(kafka.bootstrapServers(), topic, order)).hasSize(2);
            }
            assertThat(LogReader.history(kafka.bootstrapServers(), topic, paid)).hasSize(2);
        }
    }

    @Test
    void theExpiryTimerStopsAtOnceWhileKafkaIsAwayHoweverManyOrdersAreDue() {
        try (TestKafka ownKafka = TestKafka.start();
                TestInstance own = TestInstance.start(ownKafka.bootstrapServers(), topic, directory.resolve("own"))) {
            IntStream.range(0, 50).forEach(_ -> accepted(own.handle(UUID.randomUUID(), place(Instant.now().minusSeconds(1)))));
            ownKafka.stop();
            ExpiryTimer timer = own.expiryTimer();
            timer.start();
            Awaitility.await().until(own.handler::isBusy);

            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> timer.stop());
        }
    }

    private TestInstance start(String name) {
        return TestInstance.start(kafka.bootstrapServers(), topic, directory.resolve(name));
    }

    private List<EventMetadata> history() {
        return LogReader.history(kafka.bootstrapServers(), topic, orderId);
    }

    private static OrderCommand ship(int i) {
        return new OrderCommand.Ship(List.of(new LineQuantity(1, 1)), "carrier", "parcel-" + i);
    }

    /** Of those that were accepted. */
    private static List<Long> versions(List<CommandOutcome> outcomes) {
        return outcomes.stream()
                .filter(Accepted.class::isInstance)
                .map(outcome -> accepted(outcome).version())
                .sorted()
                .toList();
    }

    private static Receipt accepted(CommandOutcome outcome) {
        assertThat(outcome).isInstanceOf(Accepted.class);
        return ((Accepted) outcome).receipt();
    }

    private static List<CommandOutcome> atOnce(int count, IntFunction<Callable<CommandOutcome>> command)
            throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CommandOutcome> outcomes = new ArrayList<>();
            for (Future<CommandOutcome> future : executor.invokeAll(IntStream.range(0, count).mapToObj(command).toList())) {
                outcomes.add(future.get());
            }
            return outcomes;
        }
    }
}
