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

    /** @param untilVisible {@code null} if no query was answered */
    record Durations(Duration sending, @Nullable Duration untilVisible) {}

    /**
     * @param replayed accepted by an earlier request already; nothing was done again
     * @param retries repetitions because the server did not answer
     * @param secondsUntilVisible after the last answer, until a query saw everything; {@code null} if none was answered
     */
    record Commands(
            long planned,
            long accepted,
            long replayed,
            long refused,
            long retries,
            BigDecimal seconds,
            long perSecond,
            @Nullable BigDecimal secondsUntilVisible) {

        static Commands of(ImportPlan plan, Tally tally, Durations durations) {
            long millis = durations.sending().toMillis();
            Duration visible = durations.untilVisible();
            long answered = tally.accepted.sum() + tally.problems.size();
            return new Commands(
                    plan.commands(),
                    tally.accepted.sum(),
                    tally.replayed.sum(),
                    tally.problems.size(),
                    tally.retries.sum(),
                    seconds(durations.sending()),
                    answered * 1000 / Math.max(1, millis),
                    visible == null ? null : seconds(visible));
        }

        private static BigDecimal seconds(Duration duration) {
            return BigDecimal.valueOf(duration.toMillis(), 3);
        }
    }
}
