package io.orderlog.command.decision;

import static io.orderlog.command.decision.OrderSpecification.given;
import static io.orderlog.command.decision.SampleOrder.ALL_SHIPPED;
import static io.orderlog.command.decision.SampleOrder.CANCELLED;
import static io.orderlog.command.decision.SampleOrder.CHARGES;
import static io.orderlog.command.decision.SampleOrder.CLOSED;
import static io.orderlog.command.decision.SampleOrder.CONTENTS;
import static io.orderlog.command.decision.SampleOrder.DELIVERED;
import static io.orderlog.command.decision.SampleOrder.EXPIRED;
import static io.orderlog.command.decision.SampleOrder.HELD;
import static io.orderlog.command.decision.SampleOrder.MUGS;
import static io.orderlog.command.decision.SampleOrder.PAID;
import static io.orderlog.command.decision.SampleOrder.PLACED;
import static io.orderlog.command.decision.SampleOrder.PLATES;
import static io.orderlog.command.decision.SampleOrder.RECIPIENT;
import static io.orderlog.command.decision.SampleOrder.contents;
import static io.orderlog.command.decision.SampleOrder.gbp;
import static io.orderlog.command.decision.SampleOrder.line;
import static io.orderlog.command.decision.SampleOrder.linesCancelled;
import static io.orderlog.command.decision.SampleOrder.ofLine;
import static io.orderlog.command.decision.SampleOrder.place;
import static io.orderlog.command.decision.SampleOrder.placed;
import static io.orderlog.command.decision.SampleOrder.shipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.orderlog.order.Charges;
import io.orderlog.order.Money;
import io.orderlog.order.Order;
import io.orderlog.order.OrderContents;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderEvent.Revised.Section;
import io.orderlog.order.OrderLine;
import io.orderlog.order.OrderStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContentRulesTest {

    private static final OrderRejection TOO_LARGE = new OrderRejection.TotalTooLarge(gbp(Money.MAX_MINOR_UNITS));

    @Test
    void anOrderIsPlacedWithAllThatItContains() {
        given().when(place(CONTENTS)).then(PLACED);
    }

    @Test
    void anOrderIsPlacedOnce() {
        given(PLACED).when(place(CONTENTS)).then(new OrderRejection.AlreadyPlaced());
        given(PLACED, CANCELLED).when(place(CONTENTS)).then(new OrderRejection.AlreadyPlaced());
    }

    @Test
    void aDiscountMayTakeTheWholeSubtotalAndNotAPennyMore() {
        OrderContents free = contents(new Charges(1_000, 0, 0), MUGS);
        given().when(place(free)).then(placed(free, SampleOrder.DUE));

        OrderContents belowZero = contents(new Charges(1_001, 5_000, 5_000), MUGS);
        given().when(place(belowZero)).then(new OrderRejection.DiscountExceedsSubtotal(gbp(1_001), gbp(1_000)));
    }

    @Test
    void theTotalMayBeTheLargestAmountThatEveryJsonReaderHoldsAndNotMore() {
        OrderContents largest = contents(new Charges(0, 1, 1), line(1, "GOLD", 1, Money.MAX_MINOR_UNITS - 2));
        given().when(place(largest)).then(placed(largest, SampleOrder.DUE));

        given().when(place(contents(new Charges(0, 1, 2), line(1, "GOLD", 1, Money.MAX_MINOR_UNITS - 2)))).then(TOO_LARGE);
    }

    @Test
    void aDiscountDoesNotMakeRoomForATotalThatIsTooLarge() {
        given().when(place(contents(new Charges(1, 0, 0), line(1, "GOLD", 1, Money.MAX_MINOR_UNITS + 1)))).then(TOO_LARGE);
    }

    @Test
    void aTotalThatOverflowsALongIsTooLarge() {
        given().when(place(contents(Charges.NONE, line(1, "GOLD", Integer.MAX_VALUE, Money.MAX_MINOR_UNITS)))).then(TOO_LARGE);
        given().when(place(contents(new Charges(0, Long.MAX_VALUE, Long.MAX_VALUE), MUGS))).then(TOO_LARGE);
    }

    @Test
    void malformedContentsNeverReachTheLog() {
        for (OrderContents malformed : List.of(
                contents(CHARGES),
                contents(CHARGES, PLATES),
                contents(CHARGES, line(1, "MUG", 0, 100)),
                contents(CHARGES, line(1, "MUG", 1, -1)),
                contents(new Charges(-1, 0, 0), MUGS),
                contents(new Charges(0, -1, 0), MUGS),
                contents(new Charges(0, 0, -1), MUGS))) {
            assertThatIllegalArgumentException().isThrownBy(() -> given().when(place(malformed)));
            assertThatIllegalArgumentException().isThrownBy(() -> given(PLACED).when(revise(malformed)));
        }
    }

    @Test
    void aRevisionRecordsOnlyTheSectionsThatChanged() {
        given(PLACED).when(revise(contents(Charges.NONE, MUGS, PLATES))).then(revised(null, Charges.NONE));
        given(PLACED).when(revise(contents(CHARGES, MUGS))).then(revised(List.of(MUGS), null));
        given(PLACED)
                .when(revise(new OrderContents("PO-8", CONTENTS.lines(), CHARGES, RECIPIENT, Map.of())))
                .then(new OrderEvent.Revised("PO-8", null, null, null, Map.of(), List.of()));
    }

    @Test
    void aRevisionThatChangesNothingIsRecordedAsSuch() {
        given(PLACED).when(revise(CONTENTS)).then(revised(null, null));
    }

    @Test
    void theReferenceAndTheRecipientCanBeRemoved() {
        var removed = new OrderEvent.Revised(null, null, null, null, null, List.of(Section.REFERENCE, Section.RECIPIENT));
        given(PLACED)
                .when(revise(new OrderContents(null, CONTENTS.lines(), CHARGES, null, CONTENTS.attributes())))
                .then(removed);

        Order after = order(PLACED, removed);
        assertThat(after.reference()).isNull();
        assertThat(after.recipient()).isNull();
    }

    @Test
    void anOrderOnHoldCanBeRevised() {
        given(PLACED, HELD).when(revise(contents(Charges.NONE, MUGS, PLATES))).then(revised(null, Charges.NONE));
    }

    @Test
    void nothingIsRevisedOnceGoodsAreOnTheirWay() {
        given(PLACED, shipped(1, ofLine(1, 1))).when(revise(CONTENTS)).then(new OrderRejection.AlreadyShipped(1));
    }

    @Test
    void nothingIsRevisedWhenTheOrderIsOver() {
        given(PLACED, CANCELLED).when(revise(CONTENTS)).then(new OrderRejection.NotOpen(OrderStatus.CANCELLED));
        given(PLACED, EXPIRED).when(revise(CONTENTS)).then(new OrderRejection.NotOpen(OrderStatus.EXPIRED));
        given(PLACED, PAID, ALL_SHIPPED, DELIVERED, CLOSED)
                .when(revise(CONTENTS))
                .then(new OrderRejection.NotOpen(OrderStatus.CLOSED));
    }

    @Test
    void aRevisedTotalMayGoDownToWhatIsPaidAndNotBelow() {
        var authorized = new OrderEvent.PaymentAuthorized("ch_1", 500);
        var captured = new OrderEvent.PaymentReceived("ch_2", 300);
        var refunded = new OrderEvent.PaymentRefunded("ch_2", 100, null);

        given(PLACED, authorized, captured, refunded)
                .when(revise(contents(Charges.NONE, line(1, "MUG", 7, 100))))
                .then(revised(List.of(line(1, "MUG", 7, 100)), Charges.NONE));
        given(PLACED, authorized, captured, refunded)
                .when(revise(contents(new Charges(1, 0, 0), line(1, "MUG", 7, 100))))
                .then(new OrderRejection.TotalBelowPaid(gbp(699), gbp(700)));
    }

    @Test
    void aDiscountThatCancelledLinesHaveOutgrownStaysUntilItIsChanged() {
        OrderEvent discounted = placed(contents(new Charges(1_500, 0, 0), MUGS, PLATES), SampleOrder.DUE);
        var left = given(discounted, linesCancelled(ofLine(2, 5)));
        left.when(revise(contents(new Charges(1_500, 5, 0), MUGS)))
                .then(new OrderEvent.Revised(null, null, new Charges(1_500, 5, 0), null, null, List.of()));
        left.when(revise(contents(new Charges(1_400, 5, 0), MUGS)))
                .then(new OrderRejection.DiscountExceedsSubtotal(gbp(1_400), gbp(1_000)));
    }

    @Test
    void aRevisionKeepsTheLimitsOfTheTotal() {
        given(PLACED)
                .when(revise(contents(new Charges(2_001, 0, 0), MUGS, PLATES)))
                .then(new OrderRejection.DiscountExceedsSubtotal(gbp(2_001), gbp(2_000)));
        given(PLACED).when(revise(contents(new Charges(0, Money.MAX_MINOR_UNITS, 0), MUGS))).then(TOO_LARGE);
    }

    @Test
    void aRevisionStartsFromWhatIsLeftAfterCancellations() {
        Order order = order(PLACED, linesCancelled(ofLine(1, 10), ofLine(2, 2)));

        assertThat(order.contents().lines()).containsExactly(line(1, "PLATE", 3, 200));
    }

    @Test
    void revisedLinesAreExactlyWhatIsOrderedFromThenOn() {
        Order order = order(PLACED, linesCancelled(ofLine(1, 4)), revised(List.of(MUGS), null));

        assertThat(order.totals().subtotal()).isEqualTo(gbp(1_000));
    }

    @Test
    void aRevisionThatLeavesTheLinesAloneKeepsTheirCancellations() {
        OrderEvent revised = revised(null, Charges.NONE);
        given(PLACED, linesCancelled(ofLine(1, 4)))
                .when(new OrderCommand.Revise(before -> new OrderContents(
                        before.reference(), before.lines(), Charges.NONE, before.recipient(), before.attributes())))
                .then(revised);

        assertThat(order(PLACED, linesCancelled(ofLine(1, 4)), revised).totals().total()).isEqualTo(gbp(1_600));
    }

    @Test
    void theAddressCanBeChangedEvenIfCancellationsLeftLessThanTheDiscount() {
        OrderContents discounted = contents(new Charges(1_500, 0, 0), MUGS, PLATES);
        given(placed(discounted, null), linesCancelled(ofLine(1, 10)))
                .when(new OrderCommand.Revise(
                        before -> new OrderContents(before.reference(), before.lines(), before.charges(), null, before.attributes())))
                .then(new OrderEvent.Revised(null, null, null, null, null, List.of(Section.RECIPIENT)));
    }

    private static OrderCommand revise(OrderContents after) {
        return new OrderCommand.Revise(_ -> after);
    }

    private static OrderEvent.Revised revised(@Nullable List<OrderLine> lines, @Nullable Charges charges) {
        return new OrderEvent.Revised(null, lines, charges, null, null, List.of());
    }

    private static Order order(OrderEvent first, OrderEvent... more) {
        Order order = Order.evolve(null, first);
        for (OrderEvent event : more) {
            order = Order.evolve(order, event);
        }
        return order;
    }
}
