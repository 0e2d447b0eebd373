package io.orderlog.query.customers;

import io.orderlog.order.Totals;
import io.orderlog.query.projection.FoldedOrder;
import io.orderlog.query.projection.ProjectionBatch.Change;
import org.jspecify.annotations.Nullable;

/** What was taken for some orders in one currency and given back, in its minor unit, or what a change adds to it. */
record MoneyFigures(long captured, long refunded) {

    private static final MoneyFigures NOTHING = new MoneyFigures(0, 0);

    static MoneyFigures of(Change change) {
        MoneyFigures before = of(change.before());
        MoneyFigures after = of(change.after());
        return new MoneyFigures(
                Math.subtractExact(after.captured, before.captured), Math.subtractExact(after.refunded, before.refunded));
    }

    private static MoneyFigures of(@Nullable FoldedOrder folded) {
        if (folded == null) {
            return NOTHING;
        }
        Totals totals = folded.order().totals();
        return new MoneyFigures(totals.captured().minorUnits(), totals.refunded().minorUnits());
    }

    /** @throws ArithmeticException if the sum does not fit; fewer orders at a time do */
    MoneyFigures plus(MoneyFigures other) {
        return new MoneyFigures(Math.addExact(captured, other.captured), Math.addExact(refunded, other.refunded));
    }

    boolean areZero() {
        return equals(NOTHING);
    }
}
