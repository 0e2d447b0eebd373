package io.orderlog.command.decision;

import static io.orderlog.command.decision.OrderSpecification.given;
import static io.orderlog.command.decision.SampleOrder.ALL_SHIPPED;
import static io.orderlog.command.decision.SampleOrder.CANCELLED;
import static io.orderlog.command.decision.SampleOrder.CLOSED;
import static io.orderlog.command.decision.SampleOrder.DELIVERED;
import static io.orderlog.command.decision.SampleOrder.EXPIRED;
import static io.orderlog.command.decision.SampleOrder.HELD;
import static io.orderlog.command.decision.SampleOrder.PAID;
import static io.orderlog.command.decision.SampleOrder.PLACED;
import static io.orderlog.command.decision.SampleOrder.contents;
import static io.orderlog.command.decision.SampleOrder.line;
import static io.orderlog.command.decision.SampleOrder.linesCancelled;
import static io.orderlog.command.decision.SampleOrder.ofLine;
import static io.orderlog.command.decision.SampleOrder.placed;
import static io.orderlog.command.decision.SampleOrder.returnReceived;
import static io.orderlog.command.decision.SampleOrder.returnRequested;
import static io.orderlog.command.decision.SampleOrder.shipped;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.orderlog.command.decision.OrderCommand.CancelLines;
import io.orderlog.command.decision.OrderCommand.Deliver;
import io.orderlog.command.decision.OrderCommand.ReceiveReturn;
import io.orderlog.command.decision.OrderCommand.RefuseReturn;
import io.orderlog.command.decision.OrderCommand.RequestReturn;
import io.orderlog.command.decision.OrderCommand.Ship;
import io.orderlog.order.Charges;
import io.orderlog.order.LineQuantity;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderEvent.ReturnRefused;
import io.orderlog.order.OrderStatus;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FulfilmentRulesTest {

    private static final OrderRejection CLOSED_ORDER = new OrderRejection.NotOpen(OrderStatus.CLOSED);

    @Test
    void goodsAreShippedInPartsWithCarrierAndTrackingNumber() {
        given(PLACED, shipped(1, ofLine(1, 4)))
                .when(new Ship(List.of(ofLine(1, 6), ofLine(2, 1)), "Royal Mail", "RM1"))
                .then(new OrderEvent.Shipped(2, List.of(ofLine(1, 6), ofLine(2, 1)), "Royal Mail", "RM1"));
    }

    @Test
    void noMoreIsShippedThanIsLeftOfALine() {
        given(PLACED, shipped(1, ofLine(1, 4))).when(ship(ofLine(2, 5), ofLine(1, 7))).then(new OrderRejection.QuantityExceeded(1, 7, 6));
        given(PLACED, linesCancelled(ofLine(1, 4))).when(ship(ofLine(1, 7))).then(new OrderRejection.QuantityExceeded(1, 7, 6));
    }

    @Test
    void shippingWithoutItemsShipsAllThatIsLeft() {
        given(PLACED, shipped(1, ofLine(1, 4)), linesCancelled(ofLine(2, 5))).when(new Ship(null, null, null))
                .then(shipped(2, ofLine(1, 6)));
        given(PLACED, ALL_SHIPPED).when(new Ship(null, null, null)).then(new OrderRejection.NothingLeft());
    }

    @Test
    void anEmptyListOfItemsIsNothing() {
        given(PLACED).when(ship()).then(new OrderRejection.NothingLeft());
    }

    @Test
    void onlyLinesOfTheOrderAreShipped() {
        given(PLACED).when(ship(ofLine(3, 1))).then(new OrderRejection.UnknownLine(3));
        given(PLACED).when(ship(ofLine(0, 1))).then(new OrderRejection.UnknownLine(0));
    }

    @Test
    void anUnpaidOrderMayBeShipped() {
        given(PLACED).when(ship(ofLine(1, 10), ofLine(2, 5))).then(ALL_SHIPPED);
    }

    @Test
    void nothingIsShippedWhileTheOrderIsOnHold() {
        given(PLACED, HELD).when(ship(ofLine(1, 1))).then(new OrderRejection.OnHold("fraud check"));
    }

    @Test
    void nothingIsShippedWhenTheOrderIsOver() {
        given(PLACED, CANCELLED).when(ship(ofLine(1, 1))).then(new OrderRejection.NotOpen(OrderStatus.CANCELLED));
        given(PLACED, EXPIRED).when(ship(ofLine(1, 1))).then(new OrderRejection.NotOpen(OrderStatus.EXPIRED));
        closed().when(ship(ofLine(1, 1))).then(CLOSED_ORDER);
    }

    @Test
    void anOrderHasAThousandShipmentsAtMost() {
        var shipments = thousandTimes(number -> shipped(number, ofLine(1, 1)));

        manyMugs().and(shipments.subList(0, 999)).when(ship(ofLine(1, 1))).then(shipped(1_000, ofLine(1, 1)));
        manyMugs().and(shipments).when(ship(ofLine(1, 1))).then(new OrderRejection.LimitReached(1_000));
    }

    @Test
    void aShipmentIsDeliveredOnceEvenWhileTheOrderIsOnHold() {
        given(PLACED, ALL_SHIPPED).when(new Deliver(1)).then(DELIVERED);
        given(PLACED, ALL_SHIPPED, HELD).when(new Deliver(1)).then(DELIVERED);
        given(PLACED, ALL_SHIPPED, DELIVERED).when(new Deliver(1)).then(new OrderRejection.AlreadyDelivered(1));
    }

    @Test
    void onlyAKnownShipmentIsDelivered() {
        given(PLACED, ALL_SHIPPED).when(new Deliver(2)).then(new OrderRejection.UnknownShipment(2));
        given(PLACED, ALL_SHIPPED).when(new Deliver(0)).then(new OrderRejection.UnknownShipment(0));
        given(PLACED, CANCELLED).when(new Deliver(1)).then(new OrderRejection.UnknownShipment(1));
        closed().when(new Deliver(1)).then(CLOSED_ORDER);
    }

    @Test
    void whatWasShippedCanBeReturnedAndNotMore() {
        given(PLACED, shipped(1, ofLine(1, 4))).when(request(ofLine(1, 4))).then(returnRequested(1, ofLine(1, 4)));
        given(PLACED, shipped(1, ofLine(1, 4))).when(request(ofLine(1, 5))).then(new OrderRejection.QuantityExceeded(1, 5, 4));
        given(PLACED).when(request(ofLine(1, 1))).then(new OrderRejection.QuantityExceeded(1, 1, 0));
        given(PLACED, ALL_SHIPPED).when(request(ofLine(3, 1))).then(new OrderRejection.UnknownLine(3));
        given(PLACED, ALL_SHIPPED).when(request()).then(new OrderRejection.NothingLeft());
    }

    @Test
    void whatIsOnItsWayBackOrCameBackIsNotReturnedAgain() {
        var partlyBack = given(PLACED, ALL_SHIPPED, returnRequested(1, ofLine(1, 7)), returnReceived(1, ofLine(1, 3)));

        partlyBack.when(request(ofLine(1, 3))).then(returnRequested(2, ofLine(1, 3)));
        partlyBack.when(request(ofLine(1, 4))).then(new OrderRejection.QuantityExceeded(1, 4, 3));
    }

    @Test
    void aRefusedReturnCanBeRequestedAgain() {
        given(PLACED, ALL_SHIPPED, returnRequested(1, ofLine(1, 10)), new ReturnRefused(1, List.of(ofLine(1, 10)), "used"))
                .when(request(ofLine(1, 10)))
                .then(returnRequested(2, ofLine(1, 10)));
    }

    @Test
    void goodsAreReturnedWhileTheOrderIsOnHoldAndNotOnceItIsClosed() {
        given(PLACED, ALL_SHIPPED, HELD).when(request(ofLine(1, 1))).then(returnRequested(1, ofLine(1, 1)));
        closed().when(request(ofLine(1, 1))).then(CLOSED_ORDER);
        closed().when(new ReceiveReturn(1, null)).then(CLOSED_ORDER);
        closed().when(new RefuseReturn(1, null, null)).then(CLOSED_ORDER);
    }

    @Test
    void anOrderHasAThousandReturnsAtMost() {
        var returns = thousandTimes(number -> returnRequested(number, ofLine(1, 1)));
        var shipped = manyMugs().and(shipped(1, ofLine(1, 2_000)));

        shipped.and(returns.subList(0, 999)).when(request(ofLine(1, 1))).then(returnRequested(1_000, ofLine(1, 1)));
        shipped.and(returns).when(request(ofLine(1, 1))).then(new OrderRejection.LimitReached(1_000));
    }

    @Test
    void aReturnIsReceivedInPartsAsFarAsItWasRequested() {
        var partlyBack = given(PLACED, ALL_SHIPPED, returnRequested(1, ofLine(1, 7)), returnReceived(1, ofLine(1, 3)));

        partlyBack.when(receive(ofLine(1, 4))).then(returnReceived(1, ofLine(1, 4)));
        partlyBack.when(receive(ofLine(1, 5))).then(new OrderRejection.QuantityExceeded(1, 5, 4));
        partlyBack.when(receive(ofLine(2, 1))).then(new OrderRejection.QuantityExceeded(2, 1, 0));
        partlyBack.when(receive(ofLine(3, 1))).then(new OrderRejection.UnknownLine(3));
    }

    @Test
    void aReturnIsRefusedInPartsAsFarAsItIsOpen() {
        var partlyBack = given(PLACED, ALL_SHIPPED, returnRequested(1, ofLine(1, 7)), returnReceived(1, ofLine(1, 3)));

        partlyBack.when(new RefuseReturn(1, List.of(ofLine(1, 4)), "used")).then(new ReturnRefused(1, List.of(ofLine(1, 4)), "used"));
        partlyBack
                .when(new RefuseReturn(1, List.of(ofLine(1, 5)), "used"))
                .then(new OrderRejection.QuantityExceeded(1, 5, 4));
    }

    @Test
    void aReturnWithoutItemsIsSettledWhole() {
        var requested = given(PLACED, ALL_SHIPPED, returnRequested(1, ofLine(1, 7), ofLine(2, 1)), returnReceived(1, ofLine(2, 1)));

        requested.when(new ReceiveReturn(1, null)).then(returnReceived(1, ofLine(1, 7)));
        requested.when(new RefuseReturn(1, null, "used")).then(new ReturnRefused(1, List.of(ofLine(1, 7)), "used"));
    }

    @Test
    void aSettledReturnHasNothingLeft() {
        var settled = given(PLACED, ALL_SHIPPED, returnRequested(1, ofLine(1, 7)), returnReceived(1, ofLine(1, 7)));

        settled.when(new ReceiveReturn(1, null)).then(new OrderRejection.NothingLeft());
        settled.when(new RefuseReturn(1, null, null)).then(new OrderRejection.NothingLeft());
    }

    @Test
    void onlyAKnownReturnIsReceivedOrRefused() {
        given(PLACED, ALL_SHIPPED).when(new ReceiveReturn(1, null)).then(new OrderRejection.UnknownReturn(1));
        given(PLACED, ALL_SHIPPED).when(new RefuseReturn(0, null, null)).then(new OrderRejection.UnknownReturn(0));
    }

    @Test
    void whatIsNotShippedCanBeCancelledByLineAndNotMore() {
        var partlyShipped = given(PLACED, shipped(1, ofLine(1, 4)), linesCancelled(ofLine(1, 1)));

        partlyShipped.when(cancel(ofLine(1, 5), ofLine(2, 5))).then(linesCancelled(ofLine(1, 5), ofLine(2, 5)));
        partlyShipped.when(cancel(ofLine(1, 6))).then(new OrderRejection.QuantityExceeded(1, 6, 5));
        partlyShipped.when(cancel(ofLine(3, 1))).then(new OrderRejection.UnknownLine(3));
        partlyShipped.when(cancel()).then(new OrderRejection.NothingLeft());
    }

    @Test
    void linesOfAPaidOrderAndOfAnOrderOnHoldCanBeCancelled() {
        given(PLACED, PAID).when(cancel(ofLine(1, 10))).then(linesCancelled(ofLine(1, 10)));
        given(PLACED, HELD).when(cancel(ofLine(1, 10))).then(linesCancelled(ofLine(1, 10)));
    }

    @Test
    void noLineIsCancelledWhenTheOrderIsOver() {
        given(PLACED, CANCELLED).when(cancel(ofLine(1, 1))).then(new OrderRejection.NotOpen(OrderStatus.CANCELLED));
        given(PLACED, EXPIRED).when(cancel(ofLine(1, 1))).then(new OrderRejection.NotOpen(OrderStatus.EXPIRED));
        closed().when(cancel(ofLine(1, 1))).then(CLOSED_ORDER);
    }

    @Test
    void aCommandNamesEachLineOnceAndAtLeastOnePieceOfIt() {
        assertThatIllegalArgumentException().isThrownBy(() -> ship(ofLine(1, 6), ofLine(1, 6)));
        assertThatIllegalArgumentException().isThrownBy(() -> request(ofLine(1, 0)));
        assertThatIllegalArgumentException().isThrownBy(() -> receive(ofLine(1, -1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new RefuseReturn(1, List.of(ofLine(1, 1), ofLine(1, 1)), null));
        assertThatIllegalArgumentException().isThrownBy(() -> cancel(ofLine(1, -1)));
    }

    private static OrderSpecification closed() {
        return given(PLACED, PAID, ALL_SHIPPED, returnRequested(1, ofLine(1, 1)), returnReceived(1, ofLine(1, 1)), DELIVERED, CLOSED);
    }

    private static OrderSpecification manyMugs() {
        return given(placed(contents(Charges.NONE, line(1, "MUG", 2_000, 1)), null));
    }

    private static List<OrderEvent> thousandTimes(IntFunction<OrderEvent> event) {
        return IntStream.rangeClosed(1, 1_000).mapToObj(event).toList();
    }

    private static Ship ship(LineQuantity... items) {
        return new Ship(List.of(items), null, null);
    }

    private static RequestReturn request(LineQuantity... items) {
        return new RequestReturn(List.of(items), null);
    }

    private static ReceiveReturn receive(LineQuantity... items) {
        return new ReceiveReturn(1, List.of(items));
    }

    private static CancelLines cancel(LineQuantity... items) {
        return new CancelLines(List.of(items), null);
    }
}
