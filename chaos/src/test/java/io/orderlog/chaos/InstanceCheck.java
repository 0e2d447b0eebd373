package io.orderlog.chaos;

import io.orderlog.chaos.check.LogTruth;
import io.orderlog.chaos.check.LogTruth.Valid;
import io.orderlog.chaos.check.Violation;
import io.orderlog.chaos.check.Violation.Kind;
import io.orderlog.chaos.clients.Answer;
import io.orderlog.chaos.clients.Attempt;
import io.orderlog.chaos.clients.Clients;
import io.orderlog.chaos.clients.Request;
import io.orderlog.chaos.clients.Workload;
import io.orderlog.chaos.house.Instance;
import io.orderlog.command.handling.CommandOutcome;
import io.orderlog.command.handling.CommandOutcome.Current;
import io.orderlog.command.log.Receipt;
import io.orderlog.order.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Asks every instance for every order and for every request that was accepted: all must say what the log says. */
final class InstanceCheck {

    private static final int AT_ONCE = 16;
    private static final int MAX_TIMES = 5;
    private static final long NO_VERSION = 1_000_000;

    private final Clients clients;
    private final LogTruth truth;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Queue<Violation> violations = new ConcurrentLinkedQueue<>();

    InstanceCheck(Clients clients, LogTruth truth) {
        this.clients = clients;
        this.truth = truth;
    }

    /** @param accepted attempts whose repetition must be answered as they were */
    List<Violation> check(List<Instance> instances, List<Attempt> accepted) throws InterruptedException, ExecutionException {
        List<Future<?>> asked = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Instance instance : instances) {
                accepted.forEach(attempt -> asked.add(executor.submit(inTurn(() -> checkRepetition(instance, attempt)))));
                truth.orders().values().forEach(events -> asked.add(executor.submit(inTurn(() -> checkState(instance, events)))));
            }
            for (Future<?> answer : asked) {
                answer.get();
            }
        }
        return List.copyOf(violations);
    }

    private interface Question {
        void ask() throws InterruptedException;
    }

    private Callable<Void> inTurn(Question question) {
        return () -> {
            places.acquire();
            try {
                question.ask();
                return null;
            } finally {
                places.release();
            }
        };
    }

    private void checkRepetition(Instance instance, Attempt attempt) throws InterruptedException {
        Receipt receipt = Objects.requireNonNull(attempt.receipt());
        Attempt again = ask(instance, attempt.request());
        if (!again.isReplay() || !receipt.equals(again.receipt())) {
            violations.add(new Violation(Kind.INSTANCE_DIFFERS, "%s is repeated as %s".formatted(attempt, again)));
        }
    }

    /** A version that no order has is refused with the one that it has. */
    private void checkState(Instance instance, List<Valid> events) throws InterruptedException {
        Valid last = events.getLast();
        Order order = last.order();
        Receipt receipt = last.receipt();
        Current expected = new Current(receipt.version(), order.status(), order.paymentStatus(), order.fulfilmentStatus());
        Request request = new Request(Workload.hold("nothing"), receipt.orderId(), null, NO_VERSION);
        Attempt asked = ask(instance, request);
        boolean same = asked.answer() instanceof Answer.Told(CommandOutcome.VersionMismatch(long _, Current current))
                && current.equals(expected);
        if (!same) {
            violations.add(new Violation(Kind.INSTANCE_DIFFERS, "%s is answered where the log says %s".formatted(asked, expected)));
        }
    }

    /**
     * After an outage nobody may have asked for a partition yet; who asks while the first to do so waits is told to come again, which is
     * over once that one's time-out is.
     *
     * <p>No wrong answer is ever asked for again, only a 503 that says that nothing was done; had anything been done all the same, the next
     * answer would tell of another version than the log did.
     */
    private Attempt ask(Instance instance, Request request) throws InterruptedException {
        Attempt asked = clients.ask(-1, instance, request);
        for (int times = 1; times < MAX_TIMES && asked.answer() instanceof Answer.Told(CommandOutcome.Unavailable unavailable); times++) {
            Thread.sleep(unavailable.retryAfter());
            asked = clients.ask(-1, instance, request);
        }
        return asked;
    }
}
