package io.orderlog.command.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.command.decision.DrawnCommand.Kind;
import io.orderlog.command.decision.DrawnCommand.Size;
import io.orderlog.event.EventCodec;
import io.orderlog.event.EventType;
import io.orderlog.event.WireJson;
import io.orderlog.order.Charges;
import io.orderlog.order.Money;
import io.orderlog.order.Order;
import io.orderlog.order.OrderContents;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderLine;
import io.orderlog.order.OrderStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

class OrderLifeTest {

    /** Too rare for chance; the sentences cover it. */
    private static final Set<Class<?>> NEVER_DRAWN = Set.of(OrderRejection.LimitReached.class);

    private final EventCodec codec = new EventCodec();
    private final LifecycleDiagrams diagrams = LifecycleDiagrams.read();

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void noSequenceOfCommandsBreaksAnOrder(@ForAll("lives") List<DrawnCommand> life) {
        @Nullable
        Order order = null;
        for (DrawnCommand drawn : life) {
            OrderCommand command = drawn.against(order);
            Decision decision = OrderDecider.decide(order, command);
            assertThat(OrderDecider.decide(order, command)).isEqualTo(decision);
            switch (decision) {
                case Decision.Accepted(var event) -> {
                    assertThat(order == null || order.status() != OrderStatus.CLOSED).isTrue();
                    Order before = order;
                    order = Order.evolve(before, event);
                    diagrams.check(before, event, order);
                    OrderInvariants.check(order);
                    OrderInvariants.checkTaking(order, event);
                    assertSurvivesTheWire(order, event);
                    Statistics.label("events").collect(event.getClass());
                }
                case Decision.Rejected(var rejection) -> Statistics.label("rejections").collect(rejection.getClass());
            }
        }
        assertThatEachOccurs("events", OrderEvent.class);
        assertThatEachOccurs("rejections", OrderRejection.class);
    }

    private void assertSurvivesTheWire(Order order, OrderEvent event) {
        assertThat(codec.event(EventType.of(event).wireName(), codec.value(event))).isEqualTo(event);
        assertThat(WireJson.MAPPER.readValue(WireJson.MAPPER.writeValueAsBytes(order), Order.class)).isEqualTo(order);
    }

    private static void assertThatEachOccurs(String label, Class<?> sealed) {
        Statistics.label(label)
                .coverage(coverage -> Arrays.stream(sealed.getPermittedSubclasses())
                        .filter(type -> !NEVER_DRAWN.contains(type))
                        .forEach(type -> coverage.check(type).count(count -> count > 0)));
    }

    @Provide
    Arbitrary<List<DrawnCommand>> lives() {
        return Combinators.combine(kinds(), Arbitraries.integers().between(0, 5), Arbitraries.of(Size.class), contents())
                .as(DrawnCommand::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    /** What ends an order is drawn seldom, so that orders live long enough to be closed. */
    private static Arbitrary<Kind> kinds() {
        return Arbitraries
                .frequency(Arrays.stream(Kind.values()).map(kind -> Tuple.of(weight(kind), kind)).toList().toArray(Tuple.Tuple2[]::new));
    }

    private static int weight(Kind kind) {
        return switch (kind) {
            case CANCEL -> 1;
            case PLACE, EXPIRE, HOLD, VOID, CANCEL_LINES -> 2;
            case SHIP, DELIVER, RECEIVE, CLOSE -> 8;
            case REVISE, RELEASE, AUTHORIZE, CAPTURE, REFUND, REQUEST_RETURN, RECEIVE_RETURN, REFUSE_RETURN -> 4;
        };
    }

    private static Arbitrary<OrderContents> contents() {
        return Combinators.combine(lines(), charges(), Arbitraries.of("PO-1", "PO-2").injectNull(0.2))
                .as((lines, charges, reference) -> new OrderContents(reference, lines, charges, SampleOrder.RECIPIENT,
                        Map.of("channel", "web")));
    }

    private static Arbitrary<List<OrderLine>> lines() {
        Arbitrary<Integer> quantities = Arbitraries.integers().between(1, 6);
        Arbitrary<Long> prices = Arbitraries.frequencyOf(
                Tuple.of(60, Arbitraries.longs().between(0, 500)), Tuple.of(1, Arbitraries.just(Money.MAX_MINOR_UNITS)));
        return Combinators.combine(quantities, prices)
                .as((quantity, price) -> SampleOrder.line(1, "MUG", quantity, price))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(OrderLifeTest::numbered);
    }

    private static List<OrderLine> numbered(List<OrderLine> lines) {
        return IntStream.range(0, lines.size())
                .mapToObj(index -> SampleOrder.line(
                        index + 1, "SKU" + index, lines.get(index).quantity(), lines.get(index).unitPrice()))
                .toList();
    }

    private static Arbitrary<Charges> charges() {
        Arbitrary<Long> small = Arbitraries.longs().between(0, 100);
        return Combinators.combine(small, small, small).as(Charges::new);
    }
}
