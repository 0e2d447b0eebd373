package io.orderlog.command.decision;

import static io.orderlog.command.decision.OrderSpecification.given;
import static io.orderlog.command.decision.SampleOrder.ALL_SHIPPED;
import static io.orderlog.command.decision.SampleOrder.CANCELLED;
import static io.orderlog.command.decision.SampleOrder.CLOSED;
import static io.orderlog.command.decision.SampleOrder.DELIVERED;
import static io.orderlog.command.decision.SampleOrder.EXPIRED;
import static io.orderlog.command.decision.SampleOrder.HELD;
import static io.orderlog.command.decision.SampleOrder.MUGS;
import static io.orderlog.command.decision.SampleOrder.PAID;
import static io.orderlog.command.decision.SampleOrder.PLACED;
import static io.orderlog.command.decision.SampleOrder.contents;
import static io.orderlog.command.decision.SampleOrder.gbp;
import static io.orderlog.command.decision.SampleOrder.linesCancelled;
import static io.orderlog.command.decision.SampleOrder.ofLine;
import static io.orderlog.command.decision.SampleOrder.placed;
import static io.orderlog.command.decision.SampleOrder.returnReceived;
import static io.orderlog.command.decision.SampleOrder.returnRequested;
import static io.orderlog.command.decision.SampleOrder.shipped;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.orderlog.command.decision.OrderCommand.AuthorizePayment;
import io.orderlog.command.decision.OrderCommand.CapturePayment;
import io.orderlog.command.decision.OrderCommand.ReceivePayment;
import io.orderlog.command.decision.OrderCommand.RefundPayment;
import io.orderlog.command.decision.OrderCommand.VoidPayment;
import io.orderlog.order.Charges;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderEvent.PaymentAuthorized;
import io.orderlog.order.OrderEvent.PaymentCaptured;
import io.orderlog.order.OrderEvent.PaymentReceived;
import io.orderlog.order.OrderEvent.PaymentRefunded;
import io.orderlog.order.OrderEvent.PaymentVoided;
import io.orderlog.order.OrderEvent.Revised;
import io.orderlog.order.OrderStatus;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaymentRulesTest {

    private static final OrderEvent AUTHORIZED = new PaymentAuthorized("ch_1", 2_000);

    @Test
    void theWholeTotalCanBeAuthorizedAndNotAPennyMore() {
        given(PLACED).when(new AuthorizePayment("ch_1", 2_000)).then(AUTHORIZED);
        given(PLACED).when(new AuthorizePayment("ch_1", 2_001)).then(new OrderRejection.Overpayment(gbp(2_001), gbp(2_000)));
    }

    @Test
    void theWholeTotalCanBeReceivedAndNotAPennyMore() {
        given(PLACED).when(new ReceivePayment("ch_1", 2_000)).then(PAID);
        given(PLACED).when(new ReceivePayment("ch_1", 2_001)).then(new OrderRejection.Overpayment(gbp(2_001), gbp(2_000)));
    }

    @Test
    void severalPaymentsAddUpToTheTotalAndNotMore() {
        var started = given(PLACED, new PaymentAuthorized("ch_1", 700), new PaymentReceived("ch_2", 800));

        started.when(new ReceivePayment("ch_3", 500)).then(new PaymentReceived("ch_3", 500));
        started.when(new ReceivePayment("ch_3", 501)).then(new OrderRejection.Overpayment(gbp(501), gbp(500)));
        started.when(new AuthorizePayment("ch_3", 501)).then(new OrderRejection.Overpayment(gbp(501), gbp(500)));
    }

    @Test
    void whatWasVoidedOrRefundedCanBePaidAnew() {
        given(PLACED, AUTHORIZED, new PaymentVoided("ch_1", false)).when(new ReceivePayment("ch_2", 2_000))
                .then(new PaymentReceived("ch_2", 2_000));
        given(PLACED, PAID, new PaymentRefunded("ch_1", 300, null))
                .when(new ReceivePayment("ch_2", 300))
                .then(new PaymentReceived("ch_2", 300));
    }

    @Test
    void whatWasRefundedForGoodsThatCameBackIsNotOwedAgain() {
        var cameBack = given(
                PLACED, PAID, ALL_SHIPPED, returnRequested(1, ofLine(1, 10)), returnReceived(1, ofLine(1, 10)),
                new PaymentRefunded("ch_1", 950, "returned"));
        cameBack.when(new ReceivePayment("ch_2", 1)).then(new OrderRejection.Overpayment(gbp(1), gbp(0)));
        cameBack.when(new AuthorizePayment("ch_2", 1)).then(new OrderRejection.Overpayment(gbp(1), gbp(0)));

        var refundedMore = given(
                PLACED, PAID, ALL_SHIPPED, returnRequested(1, ofLine(1, 10)), returnReceived(1, ofLine(1, 10)),
                new PaymentRefunded("ch_1", 1_000, "without their part of the discount"));
        refundedMore.when(new ReceivePayment("ch_2", 50)).then(new PaymentReceived("ch_2", 50));
        refundedMore.when(new ReceivePayment("ch_2", 51)).then(new OrderRejection.Overpayment(gbp(51), gbp(50)));

        given(PLACED, PAID, ALL_SHIPPED, returnRequested(1, ofLine(1, 10), ofLine(2, 5)),
                returnReceived(1, ofLine(1, 10), ofLine(2, 5)), new PaymentRefunded("ch_1", 2_000, "returned"))
                .when(new ReceivePayment("ch_2", 1))
                .then(new OrderRejection.Overpayment(gbp(1), gbp(0)));
    }

    @Test
    void goodsThatCameBackTakeTheirPartOfTheDiscountAlong() {
        OrderEvent halfPrice = placed(contents(new Charges(500, 0, 0), MUGS), null);
        var halfCameBack = given(
                halfPrice, shipped(1, ofLine(1, 10)), new OrderEvent.Delivered(1), returnRequested(1, ofLine(1, 5)),
                returnReceived(1, ofLine(1, 5)));
        halfCameBack.when(new ReceivePayment("ch_1", 250)).then(new PaymentReceived("ch_1", 250));
        halfCameBack.when(new ReceivePayment("ch_1", 251)).then(new OrderRejection.Overpayment(gbp(251), gbp(250)));
        halfCameBack.when(new OrderCommand.Close())
                .then(new OrderRejection.NotSettled(List.of(OrderRejection.NotSettled.OpenMatter.PAYMENT)));
    }

    @Test
    void aPaymentReferenceNamesOnePayment() {
        given(PLACED, new PaymentAuthorized("ch_1", 5)).when(new AuthorizePayment("ch_1", 5))
                .then(new OrderRejection.DuplicatePayment("ch_1"));
        given(PLACED, new PaymentReceived("ch_1", 5)).when(new ReceivePayment("ch_1", 5)).then(new OrderRejection.DuplicatePayment("ch_1"));
        given(PLACED, AUTHORIZED, new PaymentVoided("ch_1", false))
                .when(new ReceivePayment("ch_1", 5))
                .then(new OrderRejection.DuplicatePayment("ch_1"));
    }

    @Test
    void anOrderOnHoldCanBePaid() {
        given(PLACED, HELD).when(new ReceivePayment("ch_1", 2_000)).then(PAID);
        given(PLACED, HELD).when(new AuthorizePayment("ch_1", 2_000)).then(AUTHORIZED);
        given(PLACED, AUTHORIZED, HELD).when(new CapturePayment("ch_1", null)).then(new PaymentCaptured("ch_1", 2_000));
    }

    @Test
    void nothingIsTakenForAnOrderThatIsOver() {
        var cancelled = new OrderRejection.NotOpen(OrderStatus.CANCELLED);
        given(PLACED, CANCELLED).when(new AuthorizePayment("ch_1", 1)).then(cancelled);
        given(PLACED, CANCELLED).when(new ReceivePayment("ch_1", 1)).then(cancelled);
        given(PLACED, AUTHORIZED, CANCELLED).when(new CapturePayment("ch_1", 1L)).then(cancelled);

        given(PLACED, EXPIRED).when(new ReceivePayment("ch_1", 1)).then(new OrderRejection.NotOpen(OrderStatus.EXPIRED));
    }

    @Test
    void nothingMovesOnAClosedOrder() {
        var closed = given(PLACED, PAID, ALL_SHIPPED, DELIVERED, CLOSED);
        var rejection = new OrderRejection.NotOpen(OrderStatus.CLOSED);

        closed.when(new AuthorizePayment("ch_2", 1)).then(rejection);
        closed.when(new ReceivePayment("ch_2", 1)).then(rejection);
        closed.when(new CapturePayment("ch_1", 1L)).then(rejection);
        closed.when(new VoidPayment("ch_1", false)).then(rejection);
        closed.when(new RefundPayment("ch_1", 1L, null)).then(rejection);
    }

    @Test
    void capturesMayAddUpToTheAuthorizationAndNotMore() {
        var started = given(PLACED, new PaymentAuthorized("ch_1", 900), new PaymentCaptured("ch_1", 300));

        started.when(new CapturePayment("ch_1", 599L)).then(new PaymentCaptured("ch_1", 599));
        started.when(new CapturePayment("ch_1", 600L)).then(new PaymentCaptured("ch_1", 600));
        started.when(new CapturePayment("ch_1", 601L)).then(new OrderRejection.CaptureExceedsAuthorization(gbp(601), gbp(600)));
    }

    @Test
    void aCaptureWithoutAnAmountTakesAllThatIsAuthorizedAndOwed() {
        given(PLACED, AUTHORIZED, new PaymentCaptured("ch_1", 1)).when(new CapturePayment("ch_1", null))
                .then(new PaymentCaptured("ch_1", 1_999));
        given(PLACED, AUTHORIZED, linesCancelled(ofLine(2, 5)))
                .when(new CapturePayment("ch_1", null))
                .then(new PaymentCaptured("ch_1", 1_000));
    }

    @Test
    void whatWasCancelledIsNotCaptured() {
        var shrunk = given(PLACED, AUTHORIZED, linesCancelled(ofLine(2, 5)));

        shrunk.when(new CapturePayment("ch_1", 1_000L)).then(new PaymentCaptured("ch_1", 1_000));
        shrunk.when(new CapturePayment("ch_1", 1_001L)).then(new OrderRejection.Overpayment(gbp(1_001), gbp(1_000)));
    }

    @Test
    void nothingIsLeftToCaptureOnceAllIsCapturedOrNothingIsOwed() {
        given(PLACED, PAID).when(new CapturePayment("ch_1", null)).then(new OrderRejection.NothingLeft());
        given(PLACED, PAID).when(new CapturePayment("ch_1", 1L)).then(new OrderRejection.NothingLeft());
        given(PLACED, AUTHORIZED, linesCancelled(ofLine(2, 5)), new PaymentCaptured("ch_1", 1_000))
                .when(new CapturePayment("ch_1", null))
                .then(new OrderRejection.NothingLeft());
    }

    @Test
    void onlyAKnownPaymentIsCapturedVoidedOrRefunded() {
        given(PLACED, PAID).when(new CapturePayment("ch_9", null)).then(new OrderRejection.UnknownPayment("ch_9"));
        given(PLACED, PAID).when(new VoidPayment("ch_9", false)).then(new OrderRejection.UnknownPayment("ch_9"));
        given(PLACED, PAID).when(new RefundPayment("ch_9", null, null)).then(new OrderRejection.UnknownPayment("ch_9"));
    }

    @Test
    void whatIsAuthorizedAndNotCapturedCanBeVoidedOnce() {
        given(PLACED, AUTHORIZED).when(new VoidPayment("ch_1", false)).then(new PaymentVoided("ch_1", false));
        given(PLACED, AUTHORIZED).when(new VoidPayment("ch_1", true)).then(new PaymentVoided("ch_1", true));
        given(PLACED, AUTHORIZED, new PaymentCaptured("ch_1", 1_999)).when(new VoidPayment("ch_1", false))
                .then(new PaymentVoided("ch_1", false));

        given(PLACED, AUTHORIZED, new PaymentVoided("ch_1", false)).when(new VoidPayment("ch_1", false))
                .then(new OrderRejection.PaymentVoided("ch_1"));
        given(PLACED, PAID).when(new VoidPayment("ch_1", false)).then(new OrderRejection.NothingLeft());
    }

    @Test
    void nothingIsCapturedFromAVoidedPayment() {
        given(PLACED, AUTHORIZED, new PaymentVoided("ch_1", false))
                .when(new CapturePayment("ch_1", 1L))
                .then(new OrderRejection.PaymentVoided("ch_1"));
    }

    @Test
    void refundsMayAddUpToWhatWasCapturedAndNotMore() {
        var started = given(PLACED, AUTHORIZED, new PaymentCaptured("ch_1", 800), new PaymentRefunded("ch_1", 300, null));

        started.when(new RefundPayment("ch_1", 500L, "broken")).then(new PaymentRefunded("ch_1", 500, "broken"));
        started.when(new RefundPayment("ch_1", 501L, "broken")).then(new OrderRejection.RefundExceedsCaptured(gbp(501), gbp(500)));
    }

    @Test
    void aRefundWithoutAnAmountGivesBackAllThatIsKept() {
        given(PLACED, PAID, new PaymentRefunded("ch_1", 1, null))
                .when(new RefundPayment("ch_1", null, null))
                .then(new PaymentRefunded("ch_1", 1_999, null));
    }

    @Test
    void nothingIsLeftToRefundWhereNothingIsKept() {
        given(PLACED, AUTHORIZED).when(new RefundPayment("ch_1", null, null)).then(new OrderRejection.NothingLeft());
        given(PLACED, PAID, new PaymentRefunded("ch_1", 2_000, null))
                .when(new RefundPayment("ch_1", 1L, null))
                .then(new OrderRejection.NothingLeft());
    }

    @Test
    void moneyOfACancelledOrderCanBeVoidedAndRefunded() {
        var partlyCaptured = given(PLACED, AUTHORIZED, new PaymentCaptured("ch_1", 800), CANCELLED);

        partlyCaptured.when(new VoidPayment("ch_1", false)).then(new PaymentVoided("ch_1", false));
        partlyCaptured.when(new RefundPayment("ch_1", null, null)).then(new PaymentRefunded("ch_1", 800, null));
    }

    @Test
    void aVoidedPaymentCanBeRefundedAsFarAsItWasCaptured() {
        given(PLACED, AUTHORIZED, new PaymentCaptured("ch_1", 800), new PaymentVoided("ch_1", false))
                .when(new RefundPayment("ch_1", null, null))
                .then(new PaymentRefunded("ch_1", 800, null));
    }

    @Test
    void anOrderHasAThousandPaymentsAtMost() {
        List<PaymentReceived> payments = IntStream.range(0, 999).mapToObj(number -> new PaymentReceived("ch_" + number, 1)).toList();

        given(PLACED).and(payments).when(new ReceivePayment("last", 1)).then(new PaymentReceived("last", 1));
        given(PLACED)
                .and(payments)
                .and(new PaymentReceived("last", 1))
                .when(new ReceivePayment("one more", 1))
                .then(new OrderRejection.LimitReached(1_000));
    }

    @Test
    void aRevisedTotalIsWhatCanBePaid() {
        var cheaper = new Revised(null, null, new Charges(1_000, 0, 0), null, null, List.of());
        given(PLACED, cheaper).when(new ReceivePayment("ch_1", 1_001)).then(new OrderRejection.Overpayment(gbp(1_001), gbp(1_000)));
    }

    @Test
    void anAmountIsAboveZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AuthorizePayment("ch_1", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ReceivePayment("ch_1", -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new CapturePayment("ch_1", 0L));
        assertThatIllegalArgumentException().isThrownBy(() -> new RefundPayment("ch_1", -1L, null));
    }
}
