package io.orderlog.command.decision;

import static io.orderlog.command.decision.OrderSpecification.given;
import static io.orderlog.command.decision.SampleOrder.ALL_SHIPPED;
import static io.orderlog.command.decision.SampleOrder.CANCELLED;
import static io.orderlog.command.decision.SampleOrder.CLOSED;
import static io.orderlog.command.decision.SampleOrder.CONTENTS;
import static io.orderlog.command.decision.SampleOrder.DELIVERED;
import static io.orderlog.command.decision.SampleOrder.DUE;
import static io.orderlog.command.decision.SampleOrder.EXPIRED;
import static io.orderlog.command.decision.SampleOrder.HELD;
import static io.orderlog.command.decision.SampleOrder.MUGS;
import static io.orderlog.command.decision.SampleOrder.PAID;
import static io.orderlog.command.decision.SampleOrder.PLACED;
import static io.orderlog.command.decision.SampleOrder.contents;
import static io.orderlog.command.decision.SampleOrder.linesCancelled;
import static io.orderlog.command.decision.SampleOrder.ofLine;
import static io.orderlog.command.decision.SampleOrder.placed;
import static io.orderlog.command.decision.SampleOrder.returnReceived;
import static io.orderlog.command.decision.SampleOrder.returnRequested;
import static io.orderlog.command.decision.SampleOrder.shipped;

import io.orderlog.command.decision.OrderCommand.Cancel;
import io.orderlog.command.decision.OrderCommand.Close;
import io.orderlog.command.decision.OrderCommand.Expire;
import io.orderlog.command.decision.OrderCommand.Hold;
import io.orderlog.command.decision.OrderCommand.Release;
import io.orderlog.command.decision.OrderRejection.NotSettled.OpenMatter;
import io.orderlog.order.Charges;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderEvent.PaymentAuthorized;
import io.orderlog.order.OrderEvent.PaymentReceived;
import io.orderlog.order.OrderEvent.PaymentRefunded;
import io.orderlog.order.OrderEvent.PaymentVoided;
import io.orderlog.order.OrderEvent.Released;
import io.orderlog.order.OrderStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderDeciderTest {

    private static final OrderEvent FREE = placed(contents(new Charges(1_000, 0, 0), MUGS), DUE);

    @Test
    void nothingHappensToAnOrderThatWasNeverPlaced() {
        given().when(new Cancel(null)).then(new OrderRejection.NotFound());
        given().when(new OrderCommand.Revise(_ -> CONTENTS)).then(new OrderRejection.NotFound());
        given().when(new Expire(DUE)).then(new OrderRejection.NotFound());
    }

    @Test
    void anOpenOrderIsHeldOnce() {
        given(PLACED).when(new Hold("fraud check")).then(HELD);
        given(PLACED, HELD).when(new Hold("stock check")).then(new OrderRejection.OnHold("fraud check"));
    }

    @Test
    void aHeldOrderIsReleasedOnce() {
        given(PLACED, HELD).when(new Release()).then(new Released());
        given(PLACED).when(new Release()).then(new OrderRejection.NotOnHold());
        given(PLACED, HELD, new Released()).when(new Release()).then(new OrderRejection.NotOnHold());
    }

    @Test
    void anOrderThatIsOverIsNeitherHeldNorReleased() {
        given(PLACED, CANCELLED).when(new Hold("late")).then(new OrderRejection.NotOpen(OrderStatus.CANCELLED));
        given(PLACED, EXPIRED).when(new Hold("late")).then(new OrderRejection.NotOpen(OrderStatus.EXPIRED));
        given(PLACED, HELD, CANCELLED).when(new Release()).then(new OrderRejection.NotOpen(OrderStatus.CANCELLED));
        closed().when(new Hold("late")).then(new OrderRejection.NotOpen(OrderStatus.CLOSED));
        closed().when(new Release()).then(new OrderRejection.NotOpen(OrderStatus.CLOSED));
    }

    @Test
    void anOrderIsCancelledWholeUntilTheFirstShipment() {
        given(PLACED).when(new Cancel("changed my mind")).then(new OrderEvent.Cancelled("changed my mind"));
        given(PLACED, PAID).when(new Cancel(null)).then(CANCELLED);
        given(PLACED, HELD).when(new Cancel(null)).then(CANCELLED);
        given(PLACED, linesCancelled(ofLine(1, 10))).when(new Cancel(null)).then(CANCELLED);
        given(PLACED, shipped(1, ofLine(1, 1))).when(new Cancel(null)).then(new OrderRejection.AlreadyShipped(1));
    }

    @Test
    void anOrderIsCancelledOnceWhetherWholeOrLineByLine() {
        var cancelled = new OrderRejection.NotOpen(OrderStatus.CANCELLED);
        given(PLACED, CANCELLED).when(new Cancel(null)).then(cancelled);
        given(PLACED, linesCancelled(ofLine(1, 10)), linesCancelled(ofLine(2, 5))).when(new Cancel(null)).then(cancelled);
        given(PLACED, EXPIRED).when(new Cancel(null)).then(new OrderRejection.NotOpen(OrderStatus.EXPIRED));
        closed().when(new Cancel(null)).then(new OrderRejection.NotOpen(OrderStatus.CLOSED));
    }

    @Test
    void aPaidAndDeliveredOrderIsClosed() {
        given(PLACED, PAID, ALL_SHIPPED, DELIVERED).when(new Close()).then(CLOSED);
    }

    @Test
    void anOrderThatCostsNothingIsClosedWithoutPayment() {
        given(FREE, shipped(1, ofLine(1, 10)), DELIVERED).when(new Close()).then(CLOSED);
    }

    @Test
    void closingNamesEveryOpenMatter() {
        given(PLACED, new PaymentAuthorized("ch_1", 1), shipped(1, ofLine(1, 2)), returnRequested(1, ofLine(1, 1)))
                .when(new Close())
                .then(notSettled(
                        OpenMatter.PAYMENT, OpenMatter.AUTHORIZATION, OpenMatter.SHIPMENT, OpenMatter.DELIVERY, OpenMatter.RETURN));
    }

    @Test
    void closingWaitsForTheLastPenny() {
        given(PLACED, new PaymentReceived("ch_1", 1_999), ALL_SHIPPED, DELIVERED).when(new Close()).then(notSettled(OpenMatter.PAYMENT));
    }

    @Test
    void closingWaitsUntilAnAuthorizationIsCapturedOrVoided() {
        var shrunk = given(PLACED, new PaymentAuthorized("ch_1", 1_000), new PaymentReceived("ch_2", 1_000), linesCancelled(ofLine(2, 5)))
                .and(shipped(1, ofLine(1, 10)), DELIVERED);

        shrunk.when(new Close()).then(notSettled(OpenMatter.AUTHORIZATION));
        shrunk.and(new PaymentVoided("ch_1", false)).when(new Close()).then(CLOSED);
    }

    @Test
    void closingWaitsUntilEveryPieceIsShippedOrCancelled() {
        var partlyShipped = given(PLACED, PAID, shipped(1, ofLine(1, 10), ofLine(2, 4)), DELIVERED);

        partlyShipped.when(new Close()).then(notSettled(OpenMatter.SHIPMENT));
        partlyShipped.and(linesCancelled(ofLine(2, 1))).when(new Close()).then(CLOSED);
    }

    @Test
    void closingWaitsForTheLastDelivery() {
        given(PLACED, PAID, shipped(1, ofLine(1, 10)), shipped(2, ofLine(2, 5)), DELIVERED).when(new Close())
                .then(notSettled(OpenMatter.DELIVERY));
    }

    @Test
    void closingWaitsUntilAReturnIsReceivedOrRefused() {
        var returning = given(PLACED, PAID, ALL_SHIPPED, DELIVERED, returnRequested(1, ofLine(1, 1)));

        returning.when(new Close()).then(notSettled(OpenMatter.RETURN));
        returning.and(returnReceived(1, ofLine(1, 1))).when(new Close()).then(CLOSED);
    }

    @Test
    void aRefundDoesNotKeepAnOrderFromBeingClosed() {
        given(PLACED, PAID, ALL_SHIPPED, DELIVERED, new PaymentRefunded("ch_1", 2_000, null)).when(new Close()).then(CLOSED);
    }

    @Test
    void goodsThatCameBackNeedNotBePaidFor() {
        var oneMugBack = given(PLACED, ALL_SHIPPED, DELIVERED, returnRequested(1, ofLine(1, 1)), returnReceived(1, ofLine(1, 1)));
        oneMugBack.and(new PaymentReceived("ch_1", 1_904)).when(new Close()).then(notSettled(OpenMatter.PAYMENT));
        oneMugBack.and(new PaymentReceived("ch_1", 1_905)).when(new Close()).then(CLOSED);

        given(PLACED, ALL_SHIPPED, DELIVERED, returnRequested(1, ofLine(1, 10), ofLine(2, 5)),
                returnReceived(1, ofLine(1, 10), ofLine(2, 5)))
                .when(new Close())
                .then(CLOSED);
    }

    @Test
    void anOrderOnHoldIsNotClosed() {
        given(PLACED, PAID, ALL_SHIPPED, DELIVERED, HELD).when(new Close()).then(new OrderRejection.OnHold("fraud check"));
    }

    @Test
    void anOrderThatIsOverIsNotClosedAgain() {
        given(PLACED, CANCELLED).when(new Close()).then(new OrderRejection.NotOpen(OrderStatus.CANCELLED));
        given(PLACED, EXPIRED).when(new Close()).then(new OrderRejection.NotOpen(OrderStatus.EXPIRED));
        closed().when(new Close()).then(new OrderRejection.NotOpen(OrderStatus.CLOSED));
    }

    @Test
    void anUnpaidOrderExpiresExactlyWhenItIsDue() {
        given(PLACED).when(new Expire(DUE)).then(EXPIRED);
        given(PLACED).when(new Expire(DUE.minusNanos(1))).then(new OrderRejection.NotDue(DUE));
    }

    @Test
    void aPaymentOfAnyKindStopsTheExpiry() {
        given(PLACED, new PaymentReceived("ch_1", 1)).when(new Expire(DUE)).then(new OrderRejection.NotDue(null));
        given(PLACED, new PaymentAuthorized("ch_1", 1)).when(new Expire(DUE)).then(new OrderRejection.NotDue(null));
    }

    @Test
    void anOrderWhoseAuthorizationWasVoidedExpires() {
        given(PLACED, new PaymentAuthorized("ch_1", 1), new PaymentVoided("ch_1", false)).when(new Expire(DUE)).then(EXPIRED);
    }

    @Test
    void anOrderThatWasPaidAndRefundedDoesNotExpire() {
        given(PLACED, PAID, new PaymentRefunded("ch_1", 2_000, null)).when(new Expire(DUE)).then(new OrderRejection.NotDue(null));
    }

    @Test
    void anOrderThatCostsNothingHasShippedOrHasNoDueTimeDoesNotExpire() {
        given(FREE).when(new Expire(DUE)).then(new OrderRejection.NotDue(null));
        given(PLACED, shipped(1, ofLine(1, 1))).when(new Expire(DUE)).then(new OrderRejection.NotDue(null));
        given(placed(CONTENTS, null)).when(new Expire(DUE)).then(new OrderRejection.NotDue(null));
    }

    @Test
    void aHeldOrderExpiresOnlyAfterItsRelease() {
        given(PLACED, HELD).when(new Expire(DUE)).then(new OrderRejection.NotDue(null));
        given(PLACED, HELD, new Released()).when(new Expire(DUE)).then(EXPIRED);
    }

    @Test
    void anOrderThatIsOverDoesNotExpire() {
        given(PLACED, CANCELLED).when(new Expire(DUE)).then(new OrderRejection.NotDue(null));
        given(PLACED, EXPIRED).when(new Expire(DUE)).then(new OrderRejection.NotDue(null));
        closed().when(new Expire(DUE)).then(new OrderRejection.NotOpen(OrderStatus.CLOSED));
    }

    private static OrderSpecification closed() {
        return given(PLACED, PAID, ALL_SHIPPED, DELIVERED, CLOSED);
    }

    private static OrderRejection notSettled(OpenMatter... open) {
        return new OrderRejection.NotSettled(List.of(open));
    }
}
