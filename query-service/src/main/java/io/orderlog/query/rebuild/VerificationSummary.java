package io.orderlog.query.rebuild;

import io.orderlog.query.generation.RegisteredGeneration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison found, in short.
 *
 * @param live the number of the generation that was live
 * @param rows that were compared
 * @param firstDifferences of each partition of a table that differs, the first rows by key
 */
record VerificationSummary(
        ComparisonReport.Result result, Instant at, int live, long rows, List<ComparisonReport.Difference> firstDifferences) {

    static @Nullable VerificationSummary of(RegisteredGeneration generation) {
        ComparisonReport report = Verification.report(generation);
        return report == null
                ? null
                : new VerificationSummary(report.result(), report.at(), report.live(),
                        report.tables().stream().mapToLong(ComparisonReport.ComparedRows::rows).sum(), report.firstDifferences());
    }
}
