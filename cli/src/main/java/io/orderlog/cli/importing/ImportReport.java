package io.orderlog.cli.importing;

import io.orderlog.cli.retail.ImportPlan;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of an import. Amounts in pence.
 *
 * @param stopped why it ended early; {@code null} if every command was answered
 * @param rejectedInvoices each with its reason, decided from the file alone
 * @param unmatchedLines lines of cancellations that belong to no order
 * @param problems what the server refused
 */
record ImportReport(
        String file,
        String server,
        String source,
        @Nullable String stopped,
        Invoices invoices,
        Orders orders,
        Returns returns,
        Commands commands,
        ImportPlan.Oddities oddities,
        int trimmedFields,
        List<ImportPlan.Rejected> rejectedInvoices,
        List<ImportPlan.Unmatched> unmatchedLines,
        List<Tally.Problem> problems) {

    /**
     * {@code read = taken + rejected + refused + notSent}.
     *
     * @param refused the server refused to place, pay, ship or deliver the order, or to take any line of the cancellation back
     * @param notSent because the import stopped
     */
    record Invoices(int read, int taken, Map<String, Long> rejected, int refused, int notSent) {

        long rejectedInAll() {
            return rejected.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    record Orders(long count, long lines, long pieces, long revenue) {}

    /** @param value at the price of the order's line */
    record Returns(long lines, long pieces, long value, Map<String, Long> unmatched) {

        long unmatchedInAll() {
            return unmatched.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * @param replayed accepted by an earlier request already; nothing was done again
     * @param retries repetitions because the server did not answer
     */
    record Commands(long planned, long accepted, long replayed, long refused, long retries, BigDecimal seconds, long perSecond) {

        static Commands of(ImportPlan plan, Tally tally, Duration duration) {
            long answered = tally.accepted.sum() + tally.problems.size();
            return new Commands(
                    plan.commands(),
                    tally.accepted.sum(),
                    tally.replayed.sum(),
                    tally.problems.size(),
                    tally.retries.sum(),
                    BigDecimal.valueOf(duration.toMillis(), 3),
                    answered * 1000 / Math.max(1, duration.toMillis()));
        }
    }
}
