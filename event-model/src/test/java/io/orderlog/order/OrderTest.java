package io.orderlog.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.orderlog.event.WireJson;
import io.orderlog.order.OrderEvent.Cancelled;
import io.orderlog.order.OrderEvent.Closed;
import io.orderlog.order.OrderEvent.Delivered;
import io.orderlog.order.OrderEvent.Expired;
import io.orderlog.order.OrderEvent.Held;
import io.orderlog.order.OrderEvent.LinesCancelled;
import io.orderlog.order.OrderEvent.PaymentAuthorized;
import io.orderlog.order.OrderEvent.PaymentCaptured;
import io.orderlog.order.OrderEvent.PaymentReceived;
import io.orderlog.order.OrderEvent.PaymentRefunded;
import io.orderlog.order.OrderEvent.PaymentVoided;
import io.orderlog.order.OrderEvent.Released;
import io.orderlog.order.OrderEvent.ReturnReceived;
import io.orderlog.order.OrderEvent.ReturnRefused;
import io.orderlog.order.OrderEvent.ReturnRequested;
import io.orderlog.order.OrderEvent.Shipped;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ten pieces at 1.00 GBP, less 1.00 discount, plus 0.60 tax and 0.40 shipping: 10.00 GBP in all. */
class OrderTest {

    private static final Currency GBP = Currency.getInstance("GBP");
    private static final Instant DUE = Instant.parse("2026-03-01T12:00:00Z");
    private static final OrderLine MUGS = new OrderLine(1, "MUG", "A mug", 10, 100, Map.of("colour", "white"));
    private static final OrderEvent PLACED =
            new OrderEvent.Placed("17850", GBP, null, List.of(MUGS), new Charges(100, 60, 40), null, Map.of(), DUE);
    private static final OrderEvent PAID = new PaymentReceived("ch_1", 1_000);

    @Test
    void anOrderBeginsWithItsPlacement() {
        assertThatIllegalStateException().isThrownBy(() -> Order.evolve(null, PAID));
    }

    @Test
    void theStatusFollowsTheOrdersLife() {
        assertThat(order().status()).isEqualTo(OrderStatus.OPEN);
        assertThat(order(new Held("fraud check")).status()).isEqualTo(OrderStatus.ON_HOLD);
        assertThat(order(new Held("fraud check"), new Released()).status()).isEqualTo(OrderStatus.OPEN);
        assertThat(order(new Cancelled(null)).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(order(new Held("fraud check"), new LinesCancelled(pieces(10), null)).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(order(new Expired()).status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(order(new Closed()).status()).isEqualTo(OrderStatus.CLOSED);
    }

    @Test
    void thePaymentStatusFollowsTheMoney() {
        var authorized = new PaymentAuthorized("ch_1", 1_000);
        assertThat(order().paymentStatus()).isEqualTo(PaymentStatus.UNPAID);
        assertThat(order(new PaymentAuthorized("ch_1", 999)).paymentStatus()).isEqualTo(PaymentStatus.PARTIALLY_AUTHORIZED);
        assertThat(order(authorized).paymentStatus()).isEqualTo(PaymentStatus.AUTHORIZED);
        assertThat(order(authorized, new PaymentVoided("ch_1", false)).paymentStatus()).isEqualTo(PaymentStatus.UNPAID);
        assertThat(order(authorized, new PaymentCaptured("ch_1", 1)).paymentStatus()).isEqualTo(PaymentStatus.PARTIALLY_PAID);
        assertThat(order(PAID).paymentStatus()).isEqualTo(PaymentStatus.PAID);
        assertThat(order(PAID, refunded(1)).paymentStatus()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        assertThat(order(PAID, refunded(1), refunded(999)).paymentStatus()).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(order(new Cancelled(null)).paymentStatus()).isEqualTo(PaymentStatus.NOT_REQUIRED);
    }

    @Test
    void theFulfilmentStatusFollowsTheGoods() {
        var shipped = new Shipped(1, pieces(10), null, null);
        var partlyShipped = new Shipped(1, pieces(4), null, null);
        assertThat(order().fulfilmentStatus()).isEqualTo(FulfilmentStatus.UNFULFILLED);
        assertThat(order(partlyShipped).fulfilmentStatus()).isEqualTo(FulfilmentStatus.PARTIALLY_SHIPPED);
        assertThat(order(partlyShipped, new LinesCancelled(pieces(6), null)).fulfilmentStatus()).isEqualTo(FulfilmentStatus.SHIPPED);
        assertThat(order(shipped).fulfilmentStatus()).isEqualTo(FulfilmentStatus.SHIPPED);
        assertThat(order(partlyShipped, new Delivered(1)).fulfilmentStatus()).isEqualTo(FulfilmentStatus.PARTIALLY_DELIVERED);
        assertThat(order(shipped, new Delivered(1)).fulfilmentStatus()).isEqualTo(FulfilmentStatus.DELIVERED);
        assertThat(order(shipped, requested(4), received(4)).fulfilmentStatus()).isEqualTo(FulfilmentStatus.PARTIALLY_RETURNED);
        assertThat(order(shipped, requested(10), received(10)).fulfilmentStatus()).isEqualTo(FulfilmentStatus.RETURNED);
        assertThat(order(new Cancelled(null)).fulfilmentStatus()).isEqualTo(FulfilmentStatus.NOT_REQUIRED);
    }

    @Test
    void theTotalIsTheLinesLessDiscountPlusTaxAndShipping() {
        Order order = order(new PaymentAuthorized("ch_1", 300), new PaymentReceived("ch_2", 200), refundedOf("ch_2", 50));

        assertThat(order.totals())
                .isEqualTo(new Totals(gbp(1_000), gbp(100), gbp(60), gbp(40), gbp(1_000), gbp(300), gbp(200), gbp(50)));
        assertThat(order.owed()).isEqualTo(gbp(850));
        assertThat(order.payable()).isEqualTo(gbp(550));
    }

    @Test
    void cancelledPiecesAreNotCharged() {
        assertThat(order(new LinesCancelled(pieces(4), null)).totals().total()).isEqualTo(gbp(600));
        assertThat(order(new LinesCancelled(pieces(10), null)).totals().total()).isEqualTo(gbp(0));
    }

    @Test
    void aDiscountAboveWhatIsLeftTakesOffNoMoreThanThat() {
        OrderEvent discounted = new OrderEvent.Placed("17850", GBP, null, List.of(MUGS), new Charges(900, 60, 40), null, Map.of(), null);
        Order order = Order.evolve(Order.evolve(null, discounted), new LinesCancelled(pieces(9), null));

        assertThat(order.totals().total()).isEqualTo(gbp(100));
    }

    @Test
    void returnsAndRefundsDoNotChangeTheTotal() {
        Order order = order(PAID, new Shipped(1, pieces(10), null, null), requested(4), received(4), refunded(400));

        assertThat(order.totals().total()).isEqualTo(gbp(1_000));
    }

    @Test
    void anOrderExpiresOnlyWhileItWaitsForItsFirstPayment() {
        assertThat(order().expiresAt()).isEqualTo(DUE);
        assertThat(order(new Held("fraud check")).expiresAt()).isNull();
        assertThat(order(new PaymentAuthorized("ch_1", 1)).expiresAt()).isNull();
        assertThat(order(new Shipped(1, pieces(1), null, null)).expiresAt()).isNull();
        assertThat(order(new Cancelled(null)).expiresAt()).isNull();
    }

    @Test
    void aStateIsReadAsItWasWritten() {
        Order order = order(
                new PaymentAuthorized("ch_1", 300),
                new PaymentReceived("ch_2", 200),
                refundedOf("ch_2", 50),
                new PaymentVoided("ch_1", false),
                new LinesCancelled(pieces(1), "sold out"),
                new Shipped(1, pieces(9), "Royal Mail", "RM1"),
                new Delivered(1),
                new ReturnRequested(1, pieces(3), "too small"),
                received(1),
                new ReturnRefused(1, pieces(2), null),
                new Held("fraud check"));

        assertThat(WireJson.MAPPER.readValue(WireJson.MAPPER.writeValueAsBytes(order), Order.class)).isEqualTo(order);
    }

    @Test
    void personalDataIsNotPartOfAnyText() {
        Recipient recipient = new Recipient("A. Turing", "a@example.org", null, new Address(List.of("Hut 8"), null, null, null, "GB"));
        OrderEvent placed = new OrderEvent.Placed("17850", GBP, null, List.of(MUGS), Charges.NONE, recipient, Map.of(), null);

        assertThat(placed + " " + Order.evolve(null, placed)).doesNotContain("Turing", "example.org", "Hut 8");
    }

    private static Order order(OrderEvent... events) {
        Order order = Order.evolve(null, PLACED);
        for (OrderEvent event : events) {
            order = Order.evolve(order, event);
        }
        return order;
    }

    private static OrderEvent refunded(long amount) {
        return refundedOf("ch_1", amount);
    }

    private static OrderEvent refundedOf(String payment, long amount) {
        return new PaymentRefunded(payment, amount, null);
    }

    private static OrderEvent requested(int quantity) {
        return new ReturnRequested(1, pieces(quantity), null);
    }

    private static OrderEvent received(int quantity) {
        return new ReturnReceived(1, pieces(quantity));
    }

    private static List<LineQuantity> pieces(int quantity) {
        return List.of(new LineQuantity(1, quantity));
    }

    private static Money gbp(long pence) {
        return new Money(pence, GBP);
    }
}
