package io.orderlog.query.rebuild;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a comparison of a generation with the live one found.
 *
 * @param live the number of the generation that was live
 * @param tables each with all of its partitions
 * @param firstDifferences of each partition of a table that differs, the first rows by key
 * @param notCompared tables that the other generation has not, or not with the same columns
 */
record ComparisonReport(
        Result result,
        Instant at,
        int live,
        List<ComparedRows> tables,
        List<Difference> firstDifferences,
        List<String> notCompared) {

    enum Result {
        /** Not one row differs. */
        EQUAL,
        /** Rows differ. */
        DRIFT,
        /** The two were never at the same offset of some partition for long enough. */
        UNDECIDED
    }

    /** Of one table. */
    record ComparedRows(String table, long rows, long liveRows, List<PartitionSums> partitions) {

        static ComparedRows of(String table, List<PartitionSums> partitions) {
            return new ComparedRows(table, partitions.stream().mapToLong(PartitionSums::rows).sum(),
                    partitions.stream().mapToLong(PartitionSums::liveRows).sum(), partitions);
        }
    }

    /**
     * Of one partition of a table.
     *
     * @param offset the checkpoint at which both were
     */
    record PartitionSums(int partition, long offset, long rows, long liveRows, String checksum, String liveChecksum) {

        boolean differ() {
            return rows != liveRows || !checksum.equals(liveChecksum);
        }
    }

    /**
     * A row that is not the same in both; what it says is left out, because it may be personal.
     *
     * @param columns that differ
     */
    record Difference(String table, int partition, @Schema(type = "object") JsonNode key, Kind kind, List<String> columns) {

        enum Kind {
            ONLY_LIVE,
            ONLY_REBUILT,
            DIFFERENT
        }

        static Kind kind(boolean liveLacks, boolean rebuiltLacks) {
            return liveLacks ? Kind.ONLY_REBUILT : rebuiltLacks ? Kind.ONLY_LIVE : Kind.DIFFERENT;
        }
    }
}
