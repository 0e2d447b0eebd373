package io.orderlog.command.simulation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Wing and Gong's check: is there an order of the operations, each between its invocation and its answer, in which the model gives exactly
 * the answers that were given? Remembers where it has been, as Lowe and Porcupine do. Operations whose outcome nobody knows may have
 * happened at any time after their invocation, or never.
 */
final class Linearizability {

    private record Visited(long done, OrderModel model) {}

    private final List<Operation> operations;
    private final Predicate<OrderModel> end;
    private final Set<Visited> visited = new HashSet<>();

    private Linearizability(List<Operation> operations, Predicate<OrderModel> end) {
        this.operations = operations;
        this.end = end;
    }

    /** @param end what must be true of the model after all operations */
    static boolean holds(List<Operation> operations, Predicate<OrderModel> end) {
        if (operations.size() > Long.SIZE) {
            throw new IllegalArgumentException("At most %d operations".formatted(Long.SIZE));
        }
        return new Linearizability(operations, end).search(0, OrderModel.EMPTY);
    }

    private boolean search(long done, OrderModel model) {
        if (allAnsweredAre(done) && end.test(model)) {
            return true;
        }
        if (!visited.add(new Visited(done, model))) {
            return false;
        }
        int earliestAnswer = earliestAnswerOutside(done);
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            if ((done & 1L << i) != 0 || operation.invokedAt > earliestAnswer) {
                continue;
            }
            OrderModel next = model.after(operation);
            if (next != null && search(done | 1L << i, next)) {
                return true;
            }
        }
        return false;
    }

    private boolean allAnsweredAre(long done) {
        for (int i = 0; i < operations.size(); i++) {
            if ((done & 1L << i) == 0 && !operations.get(i).isAmbiguous()) {
                return false;
            }
        }
        return true;
    }

    private int earliestAnswerOutside(long done) {
        int earliest = Operation.NEVER;
        for (int i = 0; i < operations.size(); i++) {
            if ((done & 1L << i) == 0 && !operations.get(i).isAmbiguous()) {
                earliest = Math.min(earliest, operations.get(i).returnedAt);
            }
        }
        return earliest;
    }
}
