package io.orderlog.command.testing;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Wing and Gong's check: is there an order of the operations, each between its invocation and its answer, in which the model gives exactly
 * the answers that were given? Remembers where it has been, as Lowe and Porcupine do. Operations whose outcome nobody knows may have
 * happened at any time after their invocation, or never.
 */
public final class Linearizability {

    private record Visited(BitSet done, OrderModel model) {}

    private final List<Operation> operations;
    private final Predicate<OrderModel> end;
    private final Set<Visited> visited = new HashSet<>();

    private Linearizability(List<Operation> operations, Predicate<OrderModel> end) {
        this.operations = operations;
        this.end = end;
    }

    /** @param end what must be true of the model after all operations */
    public static boolean holds(List<Operation> operations, Predicate<OrderModel> end) {
        return new Linearizability(operations, end).search(new BitSet(operations.size()), OrderModel.EMPTY);
    }

    private boolean search(BitSet done, OrderModel model) {
        if (allAnsweredAre(done) && end.test(model)) {
            return true;
        }
        if (!visited.add(new Visited(done, model))) {
            return false;
        }
        long earliestAnswer = earliestAnswerOutside(done);
        for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
            Operation operation = operations.get(i);
            if (operation.invokedAt() > earliestAnswer) {
                continue;
            }
            OrderModel next = model.after(operation);
            if (next == null) {
                continue;
            }
            BitSet more = (BitSet) done.clone();
            more.set(i);
            boolean found = search(more, next);
            // An answer that changed nothing and fits here need not be tried later as well.
            if (found || next == model && !operation.isAmbiguous()) {
                return found;
            }
        }
        return false;
    }

    private boolean allAnsweredAre(BitSet done) {
        for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
            if (!operations.get(i).isAmbiguous()) {
                return false;
            }
        }
        return true;
    }

    private long earliestAnswerOutside(BitSet done) {
        long earliest = Operation.NEVER;
        for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
            if (!operations.get(i).isAmbiguous()) {
                earliest = Math.min(earliest, operations.get(i).returnedAt());
            }
        }
        return earliest;
    }
}
