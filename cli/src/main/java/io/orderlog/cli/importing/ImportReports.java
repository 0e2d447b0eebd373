package io.orderlog.cli.importing;

import io.orderlog.cli.retail.ImportPlan;
import io.orderlog.cli.retail.ImportPlan.Rejected;
import io.orderlog.cli.retail.ImportPlan.RejectionReason;
import io.orderlog.cli.retail.ImportPlan.Unmatched;
import io.orderlog.cli.retail.ImportPlan.UnmatchedReason;
import io.orderlog.cli.retail.PlannedOrder;
import io.orderlog.cli.retail.RetailFile;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Draws up the report and prints it. */
final class ImportReports {

    private static final int PROBLEMS_SHOWN = 20;

    private ImportReports() {}

    static ImportReport of(
            String file,
            String server,
            String source,
            RetailFile content,
            ImportPlan plan,
            Tally tally,
            ImportReport.Durations durations,
            @Nullable String stopped) {
        return new ImportReport(
                file,
                server,
                source,
                stopped,
                invoices(plan, tally),
                new ImportReport.Orders(
                        tally.orders.sum(), tally.orderedLines.sum(), tally.orderedPieces.sum(), tally.revenue.sum()),
                new ImportReport.Returns(
                        tally.returnedLines.sum(),
                        tally.returnedPieces.sum(),
                        tally.returnedValue.sum(),
                        counted(plan.unmatched(), Unmatched::reason, UnmatchedReason::text)),
                ImportReport.Commands.of(plan, tally, durations),
                plan.oddities(),
                content.trimmedFields(),
                plan.rejected(),
                plan.unmatched(),
                List.copyOf(tally.problems));
    }

    private static ImportReport.Invoices invoices(ImportPlan plan, Tally tally) {
        Set<String> sent = new TreeSet<>();
        for (PlannedOrder order : plan.orders()) {
            sent.add(order.invoice());
            order.returns().forEach(planned -> sent.add(planned.invoice()));
        }
        Set<String> refused = tally.problems.stream().map(Tally.Problem::invoice).collect(Collectors.toCollection(TreeSet::new));
        refused.removeAll(tally.taken);
        return new ImportReport.Invoices(
                sent.size() + plan.rejected().size(),
                tally.taken.size(),
                counted(plan.rejected(), Rejected::reason, RejectionReason::text),
                refused.size(),
                sent.size() - tally.taken.size() - refused.size());
    }

    private static <T, R extends Enum<R>> Map<String, Long> counted(
            List<T> items, Function<T, R> reason, Function<R, String> text) {
        return items.stream().collect(Collectors.groupingBy(reason.andThen(text), TreeMap::new, Collectors.counting()));
    }

    static void print(ImportReport report, PrintWriter out) {
        ImportReport.Invoices invoices = report.invoices();
        section(out, "Invoices read", invoices.read());
        row(out, "taken", invoices.taken());
        row(out, "rejected", invoices.rejectedInAll());
        invoices.rejected().forEach((reason, count) -> detail(out, reason, count));
        rowUnlessZero(out, "refused by the server", invoices.refused());
        rowUnlessZero(out, "not sent", invoices.notSent());

        section(out, "Orders", report.orders().count());
        row(out, "lines", report.orders().lines());
        row(out, "pieces", report.orders().pieces());
        row(out, "revenue", pounds(report.orders().revenue()));
        oddities(out, report);

        section(out, "Returned lines", report.returns().lines());
        row(out, "pieces", report.returns().pieces());
        row(out, "value", pounds(report.returns().value()));
        row(out, "unmatched lines", report.returns().unmatchedInAll());
        report.returns().unmatched().forEach((reason, count) -> detail(out, reason, count));

        section(out, "Commands accepted", report.commands().accepted());
        row(out, "of these done before", report.commands().replayed());
        rowUnlessZero(out, "refused", report.commands().refused());
        row(out, "repetitions", report.commands().retries());
        row(out, "seconds", report.commands().seconds().toPlainString());
        row(out, "commands per second", report.commands().perSecond());
        if (report.commands().secondsUntilVisible() != null) {
            row(out, "seconds until queries saw everything", report.commands().secondsUntilVisible().toPlainString());
        }
        problems(out, report.problems());
        out.flush();
    }

    private static void oddities(PrintWriter out, ImportReport report) {
        ImportPlan.Oddities oddities = report.oddities();
        Stream.of(
                Map.entry("planned orders without a customer in the file (guests)", oddities.guestOrders()),
                Map.entry("planned orders with a total of zero (nothing to pay)", oddities.freeOrders()),
                Map.entry("lines with the price zero", oddities.freeLines()),
                Map.entry("lines left out: quantity not above zero", oddities.linesLeftOut()),
                Map.entry("prices finer than a penny, rounded down", oddities.pricesFinerThanAPenny()),
                Map.entry("lines without a description", oddities.linesWithoutDescription()),
                Map.entry("lines that repeat a stock code of the invoice", oddities.repeatedStockCodes()),
                Map.entry("invoices whose lines bear different times", oddities.invoicesWithSeveralTimes()),
                Map.entry("fields with blanks around them", report.trimmedFields()))
                .filter(oddity -> oddity.getValue() > 0)
                .forEach(oddity -> detail(out, oddity.getKey(), oddity.getValue()));
    }

    private static void problems(PrintWriter out, List<Tally.Problem> problems) {
        if (problems.isEmpty()) {
            return;
        }
        section(out, "Refused by the server", problems.size());
        problems.stream()
                .limit(PROBLEMS_SHOWN)
                .forEach(it -> out.printf("  invoice %s, %s: %s%n", it.invoice(), it.step(), it.reason()));
        if (problems.size() > PROBLEMS_SHOWN) {
            out.printf("  and %,d more; --report FILE.json names them all%n", problems.size() - PROBLEMS_SHOWN);
        }
    }

    private static void section(PrintWriter out, String what, long count) {
        out.printf(Locale.ROOT, "%-58s%,16d%n", what, count);
    }

    private static void row(PrintWriter out, String what, long count) {
        out.printf(Locale.ROOT, "  %-56s%,16d%n", what, count);
    }

    private static void row(PrintWriter out, String what, String value) {
        out.printf(Locale.ROOT, "  %-56s%16s%n", what, value);
    }

    private static void rowUnlessZero(PrintWriter out, String what, long count) {
        if (count != 0) {
            row(out, what, count);
        }
    }

    private static void detail(PrintWriter out, String what, long count) {
        out.printf(Locale.ROOT, "    %-66s%,10d%n", what, count);
    }

    private static String pounds(long pence) {
        return String.format(Locale.ROOT, "GBP %,.2f", BigDecimal.valueOf(pence, 2));
    }
}
