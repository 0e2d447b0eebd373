package io.orderlog.command.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.order.FulfilmentStatus;
import io.orderlog.order.LineQuantity;
import io.orderlog.order.LineState;
import io.orderlog.order.Order;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderReturn;
import io.orderlog.order.OrderStatus;
import io.orderlog.order.Payment;
import io.orderlog.order.PaymentStatus;
import io.orderlog.order.Shipment;
import io.orderlog.order.Totals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** What is true of every order at any time. */
final class OrderInvariants {

    private OrderInvariants() {}

    static void check(Order order) {
        checkMoney(order);
        checkKept(order);
        order.lines().forEach(line -> checkLine(order, line));
        order.returns().stream().flatMap(it -> it.items().stream()).forEach(OrderInvariants::checkReturnItem);
        checkOrderStatus(order);
        checkPaymentStatus(order);
        checkFulfilmentStatus(order);
    }

    /** What must hold when money is taken or the total is changed; later the total may shrink below what was taken. */
    static void checkTaking(Order after, OrderEvent event) {
        Totals totals = after.totals();
        long kept = totals.captured().minorUnits() - totals.refunded().minorUnits();
        long total = totals.total().minorUnits();
        switch (event) {
            case OrderEvent.PaymentAuthorized _,OrderEvent.PaymentReceived _ ->
                assertThat(kept + totals.authorized().minorUnits()).isLessThanOrEqualTo(total);
            case OrderEvent.PaymentCaptured _ -> assertThat(kept).isLessThanOrEqualTo(total);
            case OrderEvent.Revised revised when revised.lines() != null || revised.charges() != null ->
                assertThat(kept + totals.authorized().minorUnits()).isLessThanOrEqualTo(total);
            default -> {
                // Nothing else takes money.
            }
        }
    }

    private static void checkMoney(Order order) {
        Totals totals = order.totals();
        long lines = order.lines()
                .stream()
                .mapToLong(line -> (line.ordered().quantity() - line.cancelled()) * line.ordered().unitPrice())
                .sum();
        assertThat(totals.subtotal().minorUnits()).isEqualTo(lines);
        assertThat(Stream.of(totals.total(), totals.authorized(), totals.captured(), totals.refunded(), order.payable(), order.owed()))
                .allSatisfy(amount -> assertThat(amount.minorUnits()).isNotNegative());
        assertThat(totals.refunded().minorUnits()).isLessThanOrEqualTo(totals.captured().minorUnits());
        for (Payment payment : order.payments()) {
            assertThat(payment.refunded()).isBetween(0L, payment.captured());
            assertThat(payment.captured()).isLessThanOrEqualTo(payment.authorized());
        }
        assertThat(order.payments()).extracting(Payment::reference).doesNotHaveDuplicates();
    }

    /** Every piece bears the same part of the discount, whether it came back or not. */
    private static void checkKept(Order order) {
        Totals totals = order.totals();
        long goods = Math.max(0, totals.subtotal().minorUnits() - totals.discount().minorUnits());
        BigDecimal share = order.lines()
                .stream()
                .map(line -> BigDecimal.valueOf(line.active() - line.returned()).multiply(BigDecimal.valueOf(line.ordered().unitPrice())))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .multiply(BigDecimal.valueOf(goods))
                .divide(BigDecimal.valueOf(Math.max(1, totals.subtotal().minorUnits())), 0, RoundingMode.DOWN);
        boolean somethingKept = order.lines().stream().anyMatch(line -> line.active() > line.returned());
        long expected = somethingKept ? share.longValueExact() + totals.tax().minorUnits() + totals.shipping().minorUnits() : 0;
        assertThat(order.keptTotal().minorUnits()).isEqualTo(expected).isLessThanOrEqualTo(totals.total().minorUnits());
    }

    private static void checkLine(Order order, LineState line) {
        assertThat(line.cancelled()).isNotNegative();
        assertThat(line.shipped()).isBetween(0, line.ordered().quantity() - line.cancelled());
        assertThat(line.delivered()).isBetween(0, line.shipped());
        assertThat(line.inReturn()).isNotNegative();
        assertThat(line.returned()).isBetween(0, line.shipped() - line.inReturn());

        List<Shipment> delivered = order.shipments().stream().filter(Shipment::delivered).toList();
        assertThat(line.shipped()).isEqualTo(pieces(line, order.shipments()));
        assertThat(line.delivered()).isEqualTo(pieces(line, delivered));
        assertThat(line.inReturn()).isEqualTo(returned(line, order, OrderReturn.Item::open));
        assertThat(line.returned()).isEqualTo(returned(line, order, OrderReturn.Item::received));
    }

    private static int pieces(LineState line, List<Shipment> shipments) {
        return shipments.stream()
                .flatMap(shipment -> shipment.items().stream())
                .filter(item -> item.line() == line.number())
                .mapToInt(LineQuantity::quantity)
                .sum();
    }

    private static int returned(LineState line, Order order, ToIntFunction<OrderReturn.Item> part) {
        return order.returns()
                .stream()
                .flatMap(it -> it.items().stream())
                .filter(item -> item.line() == line.number())
                .mapToInt(part)
                .sum();
    }

    private static void checkReturnItem(OrderReturn.Item item) {
        assertThat(item.received()).isNotNegative();
        assertThat(item.refused()).isNotNegative();
        assertThat(item.received() + item.refused()).isLessThanOrEqualTo(item.requested());
    }

    private static void checkOrderStatus(Order order) {
        boolean nothingLeft = order.lines().stream().allMatch(line -> line.cancelled() == line.ordered().quantity());
        switch (order.status()) {
            case OPEN -> assertThat(order.holdReason()).isNull();
            case ON_HOLD -> assertThat(order.holdReason()).isNotNull();
            case CANCELLED -> {
                assertThat(order.shipments()).isEmpty();
                assertThat(order.totals().total().isZero()).isTrue();
            }
            case EXPIRED -> {
                assertThat(order.shipments()).isEmpty();
                assertThat(order.totals().captured().isZero()).isTrue();
            }
            case CLOSED -> {
                assertThat(order.totals().authorized().isZero()).isTrue();
                assertThat(order.lines())
                        .allMatch(line -> line.shippable() == 0 && line.delivered() == line.shipped() && line.inReturn() == 0);
            }
        }
        assertThat(nothingLeft).isEqualTo(order.status() == OrderStatus.CANCELLED);
        if (order.expiresAt() != null) {
            assertThat(order.status()).isEqualTo(OrderStatus.OPEN);
            assertThat(order.paymentStatus()).isEqualTo(PaymentStatus.UNPAID);
        }
    }

    private static void checkPaymentStatus(Order order) {
        long total = order.totals().total().minorUnits();
        long authorized = order.totals().authorized().minorUnits();
        long captured = order.totals().captured().minorUnits();
        long refunded = order.totals().refunded().minorUnits();
        boolean truthful = switch (order.paymentStatus()) {
            case NOT_REQUIRED -> captured == 0 && authorized == 0 && total == 0;
            case UNPAID -> captured == 0 && authorized == 0 && total > 0;
            case PARTIALLY_AUTHORIZED -> captured == 0 && authorized > 0 && authorized < total;
            case AUTHORIZED -> captured == 0 && authorized > 0 && authorized >= total;
            case PARTIALLY_PAID -> captured > 0 && captured < total && refunded == 0;
            case PAID -> captured > 0 && captured >= total && refunded == 0;
            case PARTIALLY_REFUNDED -> refunded > 0 && refunded < captured;
            case REFUNDED -> refunded > 0 && refunded == captured;
        };
        assertThat(truthful).as("%s is true of %s", order.paymentStatus(), order.totals()).isTrue();
    }

    private static void checkFulfilmentStatus(Order order) {
        List<LineState> lines = order.lines().stream().filter(line -> line.active() > 0).toList();
        boolean truthful = switch (order.fulfilmentStatus()) {
            case NOT_REQUIRED -> lines.isEmpty();
            case UNFULFILLED -> order.shipments().isEmpty() && !lines.isEmpty();
            case PARTIALLY_SHIPPED -> order.hasShipped() && any(lines, LineState::shippable);
            case SHIPPED -> !any(lines, LineState::shippable) && !any(lines, LineState::delivered);
            case PARTIALLY_DELIVERED -> any(lines, LineState::delivered) && any(lines, line -> line.active() - line.delivered());
            case DELIVERED -> !any(lines, line -> line.active() - line.delivered());
            case PARTIALLY_RETURNED -> any(lines, LineState::returned) && any(lines, line -> line.active() - line.returned());
            case RETURNED -> !any(lines, line -> line.active() - line.returned());
        };
        assertThat(truthful).as("%s is true of %s", order.fulfilmentStatus(), lines).isTrue();
        if (order.fulfilmentStatus() == FulfilmentStatus.UNFULFILLED) {
            assertThat(order.returns()).isEmpty();
        }
    }

    private static boolean any(List<LineState> lines, ToIntFunction<LineState> pieces) {
        return lines.stream().anyMatch(line -> pieces.applyAsInt(line) > 0);
    }
}
