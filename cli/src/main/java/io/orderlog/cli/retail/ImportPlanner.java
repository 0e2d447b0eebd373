package io.orderlog.cli.retail;

import io.orderlog.cli.retail.ImportPlan.Oddities;
import io.orderlog.cli.retail.ImportPlan.Rejected;
import io.orderlog.cli.retail.ImportPlan.RejectionReason;
import io.orderlog.cli.retail.ImportPlan.Unmatched;
import io.orderlog.cli.retail.ImportPlan.UnmatchedReason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of each invoice, by the rules in {@code docs/real-orders.md}.
 *
 * <p>The plan depends on the invoices alone, and what it says of an invoice on no later one: a second run plans the same, and a run over
 * the first n invoices plans the beginning of a run over all.
 */
public final class ImportPlanner {

    /** The wholesaler's invoices bear its local time. */
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private final Map<String, List<OrderDraft>> ordersOfCustomer = new HashMap<>();
    private final List<OrderDraft> orders = new ArrayList<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private final List<Unmatched> unmatched = new ArrayList<>();
    private int linesLeftOut;
    private int severalTimes;

    private ImportPlanner() {}

    /** @param invoices by date */
    public static ImportPlan plan(List<Invoice> invoices) {
        ImportPlanner planner = new ImportPlanner();
        invoices.forEach(planner::add);
        return planner.plan();
    }

    private void add(Invoice invoice) {
        RejectionReason reason = reasonToReject(invoice);
        if (reason == null && invoice.isCancellation()) {
            reason = takeBack(invoice) ? null : RejectionReason.NOTHING_MATCHED;
        } else if (reason == null) {
            order(invoice);
        }
        if (reason != null) {
            rejected.add(new Rejected(invoice.number(), reason));
        } else if (invoice.severalTimes()) {
            severalTimes++;
        }
    }

    private static @Nullable RejectionReason reasonToReject(Invoice invoice) {
        if (invoice.isAdjustment()) {
            return RejectionReason.BAD_DEBT;
        }
        if (!invoice.isSale() && !invoice.isCancellation()) {
            return RejectionReason.UNKNOWN_KIND;
        }
        if (invoice.ambiguous()) {
            return RejectionReason.SEVERAL_CUSTOMERS;
        }
        if (invoice.lines().stream().anyMatch(line -> line.unitPrice().signum() < 0)) {
            return RejectionReason.NEGATIVE_PRICE;
        }
        boolean nothingOrdered = invoice.isSale() && invoice.lines().stream().noneMatch(line -> line.quantity() > 0);
        return nothingOrdered ? RejectionReason.NO_POSITIVE_LINE : null;
    }

    private void order(Invoice invoice) {
        List<PlannedOrder.Line> lines = invoice.lines()
                .stream()
                .filter(line -> line.quantity() > 0)
                .map(ImportPlanner::line)
                .toList();
        linesLeftOut += invoice.lines().size() - lines.size();
        OrderDraft draft = new OrderDraft(invoice, lines);
        orders.add(draft);
        if (invoice.customerId() != null) {
            ordersOfCustomer.computeIfAbsent(invoice.customerId(), _ -> new ArrayList<>()).add(draft);
        }
    }

    /** An order counts in whole pence. What is finer is never charged, and the file's price is not lost. */
    private static PlannedOrder.Line line(InvoiceLine line) {
        BigDecimal pence = line.unitPrice().movePointRight(2);
        BigDecimal whole = pence.setScale(0, RoundingMode.DOWN);
        String finer = whole.compareTo(pence) == 0 ? null : line.unitPrice().toPlainString();
        return new PlannedOrder.Line(line.stockCode(), line.description(), line.quantity(), whole.longValueExact(), finer);
    }

    private boolean takeBack(Invoice cancellation) {
        boolean matched = false;
        for (int number = 1; number <= cancellation.lines().size(); number++) {
            InvoiceLine line = cancellation.lines().get(number - 1);
            UnmatchedReason reason = takeBack(cancellation, number, line);
            if (reason == null) {
                matched = true;
            } else {
                unmatched.add(new Unmatched(cancellation.number(), number, line.stockCode(), -line.quantity(), reason));
            }
        }
        return matched;
    }

    /** @return {@code null} if an order takes the line back */
    private @Nullable UnmatchedReason takeBack(Invoice cancellation, int number, InvoiceLine line) {
        if (cancellation.customerId() == null) {
            return UnmatchedReason.NO_CUSTOMER;
        }
        int quantity = -line.quantity();
        if (quantity <= 0) {
            return UnmatchedReason.NOTHING_TO_RETURN;
        }
        List<OrderDraft> earlier = ordersOfCustomer.getOrDefault(cancellation.customerId(), List.of());
        for (OrderDraft order : earlier.reversed()) {
            if (order.left(line.stockCode()) >= quantity) {
                order.takeBack(cancellation, number, line.stockCode(), quantity);
                return null;
            }
        }
        if (earlier.isEmpty()) {
            return UnmatchedReason.NO_EARLIER_ORDER;
        }
        return earlier.stream().anyMatch(order -> order.has(line.stockCode()))
                ? UnmatchedReason.NOT_ENOUGH_LEFT
                : UnmatchedReason.NEVER_ORDERED;
    }

    private ImportPlan plan() {
        List<PlannedOrder> planned = orders.stream().map(OrderDraft::build).toList();
        List<PlannedOrder.Line> lines = planned.stream().flatMap(order -> order.lines().stream()).toList();
        return new ImportPlan(planned, rejected, unmatched, new Oddities(
                (int) orders.stream().filter(order -> order.invoice.customerId() == null).count(),
                (int) planned.stream().filter(order -> order.total() == 0).count(),
                (int) lines.stream().filter(line -> line.unitPrice() == 0 && line.invoicedUnitPrice() == null).count(),
                linesLeftOut,
                (int) lines.stream().filter(line -> line.invoicedUnitPrice() != null).count(),
                (int) lines.stream().filter(line -> line.description().isEmpty()).count(),
                planned.stream().mapToInt(ImportPlanner::repeatedStockCodes).sum(),
                severalTimes));
    }

    private static int repeatedStockCodes(PlannedOrder order) {
        Set<String> seen = new HashSet<>();
        return (int) order.lines().stream().filter(line -> !seen.add(line.stockCode())).count();
    }

    private static Instant instant(LocalDateTime date) {
        return date.atZone(LONDON).toInstant();
    }

    /** An order and what is still with the customer. */
    private static final class OrderDraft {
        private final Invoice invoice;
        private final List<PlannedOrder.Line> lines;
        private final int[] left;
        private final List<PlannedOrder.Return> returns = new ArrayList<>();

        OrderDraft(Invoice invoice, List<PlannedOrder.Line> lines) {
            this.invoice = invoice;
            this.lines = lines;
            this.left = lines.stream().mapToInt(PlannedOrder.Line::quantity).toArray();
        }

        boolean has(String stockCode) {
            return lines.stream().anyMatch(line -> line.stockCode().equals(stockCode));
        }

        long left(String stockCode) {
            long sum = 0;
            for (int i = 0; i < left.length; i++) {
                sum += lines.get(i).stockCode().equals(stockCode) ? left[i] : 0;
            }
            return sum;
        }

        /** From the first line with this stock code on. */
        void takeBack(Invoice cancellation, int number, String stockCode, int quantity) {
            List<PlannedOrder.Item> items = new ArrayList<>();
            int open = quantity;
            for (int i = 0; i < left.length && open > 0; i++) {
                int taken = lines.get(i).stockCode().equals(stockCode) ? Math.min(open, left[i]) : 0;
                if (taken > 0) {
                    left[i] -= taken;
                    open -= taken;
                    items.add(new PlannedOrder.Item(i + 1, taken));
                }
            }
            returns.add(new PlannedOrder.Return(cancellation.number(), number, instant(cancellation.date()), items));
        }

        PlannedOrder build() {
            String customerId = invoice.customerId() == null ? "guest-" + invoice.number() : invoice.customerId();
            return new PlannedOrder(invoice.number(), customerId, invoice.country(), instant(invoice.date()), lines, returns);
        }
    }
}
