package io.orderlog.command.decision;

import static io.orderlog.command.decision.OrderDecider.accepted;
import static io.orderlog.command.decision.OrderDecider.isAlive;
import static io.orderlog.command.decision.OrderDecider.notOpen;
import static io.orderlog.command.decision.OrderDecider.rejected;

import io.orderlog.order.Charges;
import io.orderlog.order.Money;
import io.orderlog.order.Order;
import io.orderlog.order.OrderContents;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderEvent.Revised.Section;
import io.orderlog.order.OrderLine;
import io.orderlog.order.Totals;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is ordered: a total that adds up, never below what is paid, and fixed once goods are on their way. */
final class ContentRules {

    private ContentRules() {}

    static Decision place(OrderCommand.Place place) {
        OrderContents contents = place.contents();
        requireWellFormed(contents);
        OrderRejection wrongTotal = checkTotals(contents, place.currency());
        return wrongTotal != null
                ? rejected(wrongTotal)
                : accepted(new OrderEvent.Placed(
                        place.customerId(),
                        place.currency(),
                        contents.reference(),
                        contents.lines(),
                        contents.charges(),
                        contents.recipient(),
                        contents.attributes(),
                        place.paymentDueAt()));
    }

    static Decision revise(Order order, UnaryOperator<OrderContents> change) {
        if (!isAlive(order)) {
            return notOpen(order);
        }
        if (order.hasShipped()) {
            return rejected(new OrderRejection.AlreadyShipped(order.shipments().size()));
        }
        OrderContents contents = change.apply(order.contents());
        requireWellFormed(contents);
        OrderEvent.Revised revised = difference(order.contents(), contents);
        if (revised.lines() == null && revised.charges() == null) {
            return accepted(revised);
        }
        OrderRejection wrongTotal = checkTotals(contents, order.currency());
        // Cancelled lines may have left less than the discount, which a change of something else need not mend.
        boolean discountStays = revised.lines() == null && contents.charges().discount() == order.charges().discount();
        if (wrongTotal != null && !(discountStays && wrongTotal instanceof OrderRejection.DiscountExceedsSubtotal)) {
            return rejected(wrongTotal);
        }
        Totals totals = Order.evolve(order, revised).totals();
        Money paid = totals.authorized().plus(totals.captured()).minus(totals.refunded());
        return paid.exceeds(totals.total())
                ? rejected(new OrderRejection.TotalBelowPaid(totals.total(), paid))
                : accepted(revised);
    }

    private static OrderEvent.Revised difference(OrderContents before, OrderContents after) {
        List<Section> cleared = new ArrayList<>();
        if (before.reference() != null && after.reference() == null) {
            cleared.add(Section.REFERENCE);
        }
        if (before.recipient() != null && after.recipient() == null) {
            cleared.add(Section.RECIPIENT);
        }
        return new OrderEvent.Revised(
                ifChanged(before.reference(), after.reference()),
                ifChanged(before.lines(), after.lines()),
                ifChanged(before.charges(), after.charges()),
                ifChanged(before.recipient(), after.recipient()),
                ifChanged(before.attributes(), after.attributes()),
                cleared);
    }

    private static <T> @Nullable T ifChanged(@Nullable T before, @Nullable T after) {
        return after == null || after.equals(before) ? null : after;
    }

    private static @Nullable OrderRejection checkTotals(OrderContents contents, Currency currency) {
        Money limit = new Money(Money.MAX_MINOR_UNITS, currency);
        try {
            Money subtotal = contents.subtotal(currency);
            Money gross = subtotal.plus(new Money(contents.charges().tax(), currency))
                    .plus(new Money(contents.charges().shipping(), currency));
            Money discount = new Money(contents.charges().discount(), currency);
            if (gross.exceeds(limit)) {
                return new OrderRejection.TotalTooLarge(limit);
            }
            return discount.exceeds(subtotal) ? new OrderRejection.DiscountExceedsSubtotal(discount, subtotal) : null;
        } catch (ArithmeticException tooLargeForALong) {
            return new OrderRejection.TotalTooLarge(limit);
        }
    }

    /** Requests are validated long before; this is the last gate before a log in which nothing can be corrected. */
    private static void requireWellFormed(OrderContents contents) {
        Charges charges = contents.charges();
        boolean wellFormed = !contents.lines().isEmpty()
                && charges.discount() >= 0
                && charges.tax() >= 0
                && charges.shipping() >= 0;
        for (int index = 0; index < contents.lines().size(); index++) {
            OrderLine line = contents.lines().get(index);
            wellFormed &= line.number() == index + 1 && line.quantity() > 0 && line.unitPrice() >= 0;
        }
        if (!wellFormed) {
            throw new IllegalArgumentException("Lines are numbered 1..n, quantities are above zero, amounts are not below zero");
        }
    }
}
