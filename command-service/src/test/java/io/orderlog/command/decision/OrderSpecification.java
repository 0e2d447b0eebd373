package io.orderlog.command.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.order.Order;
import io.orderlog.order.OrderEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Given what happened, when a command comes, then one event happens or one reason says why not. */
record OrderSpecification(@Nullable Order order) {

    static OrderSpecification given(OrderEvent... events) {
        return new OrderSpecification(null).and(events);
    }

    OrderSpecification and(OrderEvent... events) {
        @Nullable
        Order state = order;
        for (OrderEvent event : events) {
            state = Order.evolve(state, event);
        }
        return new OrderSpecification(state);
    }

    OrderSpecification and(List<? extends OrderEvent> events) {
        return and(events.toArray(OrderEvent[]::new));
    }

    Outcome when(OrderCommand command) {
        return new Outcome(OrderDecider.decide(order, command));
    }

    record Outcome(Decision decision) {

        void then(OrderEvent event) {
            assertThat(decision).isEqualTo(new Decision.Accepted(event));
        }

        void then(OrderRejection rejection) {
            assertThat(decision).isEqualTo(new Decision.Rejected(rejection));
        }
    }
}
