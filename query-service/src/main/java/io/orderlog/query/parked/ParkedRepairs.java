package io.orderlog.query.parked;

import io.orderlog.query.generation.Generation;
import io.orderlog.query.generation.GenerationState;
import io.orderlog.query.generation.Generations;
import io.orderlog.query.generation.RegisteredGeneration;
import io.orderlog.query.parked.ParkedDecision.Action;
import io.orderlog.query.projection.ParkedOrder;
import io.orderlog.query.projection.ParkedOrders;
import io.orderlog.query.projection.ParkedOrders.First;
import io.orderlog.query.projection.ParkedOrders.TakenUp;
import io.orderlog.query.projection.StillParkedException;
import io.orderlog.query.web.NotFoundException;
import io.orderlog.query.web.NotSkippableException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Carries out what an operator decides, in every generation that this release fills.
 *
 * <p>The decision is committed with the first generation, before the others are looked at: a generation that is made meanwhile finds it
 * when it comes to the record.
 */
@Component
class ParkedRepairs {

    private static final Logger log = LoggerFactory.getLogger(ParkedRepairs.class);

    private final Generations generations;
    private final ParkedOrders orders;
    private final ParkedDecisions decisions;

    ParkedRepairs(Generations generations, ParkedOrders orders, ParkedDecisions decisions) {
        this.generations = generations;
        this.orders = orders;
        this.decisions = decisions;
    }

    /** Tries all records of the order again. */
    ReleaseResult release(ParkedName name, String actor, String reason) {
        ParkedIn parked = find(name);
        TakenUp taken = orders.takeUp(parked.generation(), parked.order(),
                first -> decisions.add(Action.RELEASE, parked.order(), first, actor, reason));
        return ReleaseResult.of(taken, takeUpElsewhere(parked));
    }

    /** Lets the first record of the order, which must be at the offset, count for nothing, and tries all others again. */
    ReleaseResult skip(ParkedName name, long offset, String actor, String reason) {
        ParkedIn parked = find(name);
        Consumer<First> decision = first -> {
            requireSkippable(first, offset);
            decisions.add(Action.SKIP, parked.order(), first, actor, reason);
        };
        TakenUp skipped = orders.takeUpFirst(parked.generation(), parked.order(), decision);
        TakenUp taken = skipped.parked() == 0 ? skipped : takeUpRest(parked.generation(), parked.order()).after(skipped);
        return ReleaseResult.of(taken, takeUpElsewhere(parked));
    }

    private static void requireSkippable(First first, long offset) {
        if (first.offset() != offset) {
            throw new NotSkippableException(
                    "The first event that is parked is at offset %d: only that one can be skipped.".formatted(first.offset()));
        }
        if (first.metadata() != null && !first.hasState()) {
            throw new NotSkippableException("It is the first event of the order: without it there is no order to go on with. "
                    + "Run a release that can read it and release the order, or place the order anew.");
        }
    }

    private record ParkedIn(Generation generation, ParkedOrder order) {}

    private ParkedIn find(ParkedName name) {
        for (Generation generation : generations()) {
            Optional<ParkedOrder> order = switch (name) {
                case ParkedName.OfOrder of -> orders.find(generation, of.key());
                case ParkedName.OfPlace(int partition, long offset) -> orders.find(generation, partition, offset);
            };
            if (order.isPresent()) {
                return new ParkedIn(generation, order.get());
            }
        }
        throw NotFoundException.parked();
    }

    /** Those that have tables, complete ones first: they are what people see. */
    private List<Generation> generations() {
        return generations.ofThisRelease()
                .stream()
                .sorted(Comparator.comparing(registered -> registered.state() != GenerationState.FOLLOWING))
                .map(RegisteredGeneration::generation)
                .filter(orders::haveTables)
                .toList();
    }

    /** @return those in which it could not be done now */
    private List<Integer> takeUpElsewhere(ParkedIn done) {
        List<Integer> left = new ArrayList<>();
        for (Generation other : generations()) {
            if (!other.equals(done.generation()) && !takenUp(other, done.order())) {
                left.add(other.number());
            }
        }
        return left;
    }

    /** Ends what somebody began: the instance may have died between two generations, or one of them took nothing then. */
    void carryOn() {
        try {
            for (Generation generation : generations()) {
                orders.decided(generation).forEach(order -> carryOn(generation, order));
            }
        } catch (DataAccessException | TransactionException e) {
            log.debug("What was decided cannot be carried on at the moment", e);
        }
    }

    private void carryOn(Generation generation, ParkedOrder order) {
        try {
            TakenUp taken = orders.takeUp(generation, order, _ -> {});
            log.info("Partition {}: {} records of an order are taken up in generation {}, as was decided before", order.partition(),
                    taken.taken(), generation.number());
        } catch (StillParkedException e) {
            log.debug("It takes another release", e);
        }
    }

    /** A generation that gets its indexes takes nothing. */
    private boolean takenUp(Generation generation, ParkedOrder order) {
        try {
            takeUpRest(generation, order);
            return true;
        } catch (DataAccessException | TransactionException e) {
            log.warn("Partition {}: an order is still parked in generation {} and has to be released there again", order.partition(),
                    generation.number());
            log.debug("The reason", e);
            return false;
        }
    }

    /** What cannot be taken up stays parked, which is no failure any more: the decision is made. */
    private TakenUp takeUpRest(Generation generation, ParkedOrder order) {
        try {
            return orders.takeUp(generation, order, _ -> {});
        } catch (StillParkedException e) {
            return orders.leftParked(generation, order, String.valueOf(e.getMessage()));
        }
    }
}
