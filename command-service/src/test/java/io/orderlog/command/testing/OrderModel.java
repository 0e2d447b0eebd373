package io.orderlog.command.testing;

import io.orderlog.command.decision.Decision;
import io.orderlog.command.decision.OrderDecider;
import io.orderlog.command.handling.CommandOutcome;
import io.orderlog.command.handling.CommandRequest;
import io.orderlog.command.log.Receipt;
import io.orderlog.order.Order;
import io.orderlog.order.OrderEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one order would be if one service handled one command after the other: the specification that histories are held against. */
public record OrderModel(long version, @Nullable Order order, Map<String, Answered> answered) {

    public record Answered(String fingerprint, long version) {}

    /** Before the first command. */
    public static final OrderModel EMPTY = new OrderModel(0, null, Map.of());

    /** @return the model after the operation, or {@code null} if it could not have been answered as it was at this point */
    @Nullable
    OrderModel after(Operation operation) {
        CommandRequest request = operation.request();
        Answered before = request.idempotencyKey() == null ? null : answered.get(request.idempotencyKey());
        if (operation.isAmbiguous()) {
            return before == null && expects(request) ? withEffectOf(request) : this;
        }
        return switch (Objects.requireNonNull(operation.outcome())) {
            case CommandOutcome.Accepted(Receipt receipt, boolean repeated) ->
                repeated
                        ? onlyIf(before != null
                                && before.fingerprint().equals(request.fingerprint())
                                && before.version() == receipt.version())
                        : before == null && expects(request) ? acceptedAs(receipt, request) : null;
            case CommandOutcome.KeyReused _ -> onlyIf(before != null && !before.fingerprint().equals(request.fingerprint()));
            case CommandOutcome.VersionMismatch mismatch ->
                onlyIf(before == null && order != null && !expects(request) && mismatch.order().version() <= version);
            case CommandOutcome.Rejected(var rejection, var current) ->
                onlyIf(before == null
                        && (current == null || current.version() == version)
                        && (order == null || expects(request))
                        && OrderDecider.decide(order, request.command()).equals(new Decision.Rejected(rejection)));
            case CommandOutcome.Unavailable _,CommandOutcome.TooLarge _,CommandOutcome.OutcomeUnknown _ -> this;
        };
    }

    private boolean expects(CommandRequest request) {
        return request.expectedVersion() == null || request.expectedVersion() == version;
    }

    private @Nullable OrderModel onlyIf(boolean possible) {
        return possible ? this : null;
    }

    private @Nullable OrderModel acceptedAs(Receipt receipt, CommandRequest request) {
        OrderModel next = withEffectOf(request);
        Order made = next.order;
        boolean same = next.version == version + 1
                && receipt.version() == next.version
                && made != null
                && made.status() == receipt.status()
                && made.totals().equals(receipt.totals());
        return same ? next : null;
    }

    private OrderModel withEffectOf(CommandRequest request) {
        if (!(OrderDecider.decide(order, request.command()) instanceof Decision.Accepted(OrderEvent event))) {
            return this;
        }
        Map<String, Answered> more = new HashMap<>(answered);
        if (request.idempotencyKey() != null) {
            more.put(request.idempotencyKey(), new Answered(request.fingerprint(), version + 1));
        }
        return new OrderModel(version + 1, Order.evolve(order, event), more);
    }
}
