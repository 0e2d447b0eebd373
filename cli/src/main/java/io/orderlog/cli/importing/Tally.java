package io.orderlog.cli.importing;

import io.orderlog.cli.api.Answer;
import io.orderlog.cli.retail.PlannedOrder;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What has come of a plan so far; counted by many threads. */
final class Tally {

    /** Something the server refused. */
    record Problem(String invoice, String step, String reason) {}

    final LongAdder accepted = new LongAdder();
    final LongAdder replayed = new LongAdder();
    final LongAdder retries = new LongAdder();
    final LongAdder orders = new LongAdder();
    final LongAdder orderedLines = new LongAdder();
    final LongAdder orderedPieces = new LongAdder();
    final LongAdder revenue = new LongAdder();
    final LongAdder returnedLines = new LongAdder();
    final LongAdder returnedPieces = new LongAdder();
    final LongAdder returnedValue = new LongAdder();
    final Set<String> taken = ConcurrentHashMap.newKeySet();
    final Queue<Problem> problems = new ConcurrentLinkedQueue<>();

    private volatile @Nullable String anyOrderId;
    private final Map<Integer, Long> lastOffsets = new ConcurrentHashMap<>();

    void accepted(Answer.Accepted answer) {
        accepted.increment();
        if (answer.replayed()) {
            replayed.increment();
        }
        anyOrderId = answer.orderId();
        if (answer.consistencyToken() != null) {
            String[] partitionAndOffset = answer.consistencyToken().split(":", 2);
            lastOffsets.merge(Integer.valueOf(partitionAndOffset[0]), Long.valueOf(partitionAndOffset[1]), Math::max);
        }
    }

    /** An order that was accepted, if any was. */
    @Nullable
    String anyOrderId() {
        return anyOrderId;
    }

    /** With it a query waits until it sees everything that was accepted; empty if no answer carried one. */
    String consistencyToken() {
        return lastOffsets.entrySet().stream().map(it -> it.getKey() + ":" + it.getValue()).collect(Collectors.joining(","));
    }

    void delivered(PlannedOrder order) {
        taken.add(order.invoice());
        orders.increment();
        orderedLines.add(order.lines().size());
        orderedPieces.add(order.lines().stream().mapToLong(PlannedOrder.Line::quantity).sum());
        revenue.add(order.total());
    }

    void returned(PlannedOrder order, PlannedOrder.Return planned) {
        taken.add(planned.invoice());
        returnedLines.increment();
        for (PlannedOrder.Item item : planned.items()) {
            returnedPieces.add(item.quantity());
            returnedValue.add(item.quantity() * order.lines().get(item.line() - 1).unitPrice());
        }
    }

    /** Nothing was accepted so far, and so many were refused. */
    boolean hopeless(int refusals) {
        return accepted.sum() == 0 && problems.size() >= refusals;
    }

    void refused(String invoice, String step, String reason) {
        problems.add(new Problem(invoice, step, reason));
    }
}
