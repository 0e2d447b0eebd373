package io.orderlog.cli.importing;

import io.orderlog.cli.api.Answer;
import io.orderlog.cli.api.Command;
import io.orderlog.cli.api.CredentialsException;
import io.orderlog.cli.api.OrderlogApi;
import io.orderlog.cli.api.ServerAwayException;
import io.orderlog.cli.retail.ImportPlan;
import io.orderlog.cli.retail.PlannedOrder;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends a plan: the commands of one order one after another, its returns last, and many orders at once.
 *
 * <p>An order whose command is refused is left where it is, with the server's reason; the others go on.
 */
final class Importer {

    /** So many refusals with nothing accepted mean that something else than the orders is wrong. */
    private static final int HOPELESS = 100;

    private final OrderlogApi api;
    private final OrderCommands commands;
    private final int concurrency;
    private final Runnable onAnswer;
    private final Tally tally;
    private final AtomicReference<@Nullable String> stopped = new AtomicReference<>();

    /**
     * @param concurrency how many orders are worked on at once
     * @param onAnswer told of each command that was answered
     */
    Importer(OrderlogApi api, OrderCommands commands, int concurrency, Tally tally, Runnable onAnswer) {
        this.api = api;
        this.commands = commands;
        this.concurrency = concurrency;
        this.tally = tally;
        this.onAnswer = onAnswer;
    }

    /** @return why the import stopped before its end; {@code null} if everything was answered */
    @Nullable
    String run(ImportPlan plan) throws InterruptedException {
        Semaphore inFlight = new Semaphore(concurrency);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (PlannedOrder order : plan.orders()) {
                inFlight.acquire();
                if (stopped.get() != null) {
                    threads.shutdownNow();
                    break;
                }
                threads.execute(() -> {
                    try {
                        carryOut(order);
                    } catch (ServerAwayException | CredentialsException e) {
                        stop(e.getMessage(), threads);
                    } catch (InterruptedException _) {
                        // Another order found that the import cannot go on.
                    } catch (RuntimeException e) {
                        stop("invoice %s: %s".formatted(order.invoice(), e), threads);
                    } finally {
                        inFlight.release();
                    }
                });
            }
        }
        return stopped.get();
    }

    private void stop(@Nullable String why, ExecutorService threads) {
        stopped.compareAndSet(null, why);
        threads.shutdownNow();
    }

    private void carryOut(PlannedOrder order) throws ServerAwayException, InterruptedException {
        Answer.Accepted placed = send(order.invoice(), "place", commands.place(order));
        if (placed == null) {
            return;
        }
        String id = placed.orderId();
        if (order.total() > 0 && send(order.invoice(), "pay", commands.pay(order, id)) == null) {
            return;
        }
        Answer.Accepted shipped = send(order.invoice(), "ship", commands.ship(order, id));
        if (shipped == null) {
            return;
        }
        if (send(order.invoice(), "deliver", commands.deliver(order, id, shipped.number())) == null) {
            return;
        }
        tally.delivered(order);
        for (PlannedOrder.Return planned : order.returns()) {
            takeBack(order, planned, id);
        }
    }

    private void takeBack(PlannedOrder order, PlannedOrder.Return planned, String id)
            throws ServerAwayException, InterruptedException {
        String step = "return of line " + planned.invoiceLine();
        Answer.Accepted requested = send(planned.invoice(), step, commands.requestReturn(planned, id));
        if (requested == null) {
            return;
        }
        if (send(planned.invoice(), step, commands.receiveReturn(planned, id, requested.number())) != null) {
            tally.returned(order, planned);
        }
    }

    /** @return {@code null} if the server refused it */
    private Answer.@Nullable Accepted send(String invoice, String step, Command command)
            throws ServerAwayException, InterruptedException {
        Answer answer = api.send(command);
        onAnswer.run();
        return switch (answer) {
            case Answer.Accepted accepted -> {
                tally.accepted(accepted);
                yield accepted;
            }
            case Answer.Refused(int _, String reason) -> {
                tally.refused(invoice, step, reason);
                if (tally.hopeless(HOPELESS)) {
                    stopped.compareAndSet(null, "the first %d requests were all refused, the last with: %s".formatted(HOPELESS, reason));
                }
                yield null;
            }
        };
    }
}
