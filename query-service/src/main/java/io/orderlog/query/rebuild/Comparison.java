package io.orderlog.query.rebuild;

import io.orderlog.query.generation.RegisteredGeneration;
import io.orderlog.query.generation.RegistryDatabase;
import io.orderlog.query.rebuild.ComparisonReport.ComparedRows;
import io.orderlog.query.rebuild.ComparisonReport.Difference;
import io.orderlog.query.rebuild.ComparisonReport.PartitionSums;
import io.orderlog.query.rebuild.ComparisonReport.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares a generation with the live one, each partition at an offset at which both are in one snapshot of Postgres. Neither is held up:
 * partitions whose checkpoints are not equal in a snapshot are looked at again in the next one.
 */
@Component
class Comparison {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int DIFFERENCES_OF_A_PARTITION = 3;
    private static final int MOST_DIFFERENCES = 50;
    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcTemplate jdbc;
    private final TransactionTemplate snapshot;

    Comparison(RegistryDatabase registry) {
        this.jdbc = new JdbcTemplate(registry.patient());
        this.snapshot = new TransactionTemplate(new JdbcTransactionManager(registry.patient()));
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    private record Sums(long rows, String checksum) {}

    /** What is known so far. */
    private static final class Findings {

        final Map<String, List<PartitionSums>> tables = new TreeMap<>();
        final List<Difference> differences = new ArrayList<>();
        final List<Integer> left;

        Findings(List<Integer> partitions) {
            left = new ArrayList<>(partitions);
        }
    }

    /**
     * @param goOn asked between two looks; if not, what is not compared yet stays undecided
     */
    ComparisonReport of(RegisteredGeneration rebuilt, RegisteredGeneration live, BooleanSupplier goOn) {
        String liveSchema = live.generation().schema();
        String schema = rebuilt.generation().schema();
        List<ComparedTable> tables = ComparedTable.of(liveSchema, schema, jdbc);
        Findings findings = new Findings(
                jdbc.query("select log_partition from %s.checkpoint order by 1".formatted(liveSchema), (row, _) -> row.getInt(1)));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            snapshot.executeWithoutResult(_ -> look(tables, schema, liveSchema, findings));
            if (findings.left.isEmpty() || System.nanoTime() > end || !goOn.getAsBoolean() || !paused()) {
                return report(live, findings, ComparedTable.namesOfOthers(liveSchema, tables, jdbc));
            }
        }
    }

    private static ComparisonReport report(RegisteredGeneration live, Findings findings, List<String> notCompared) {
        boolean drift = findings.tables.values().stream().flatMap(List::stream).anyMatch(PartitionSums::differ);
        Result result = drift ? Result.DRIFT : findings.left.isEmpty() ? Result.EQUAL : Result.UNDECIDED;
        List<ComparedRows> rows = new ArrayList<>();
        findings.tables.forEach((table, partitions) -> rows.add(ComparedRows.of(table, partitions)));
        return new ComparisonReport(result, Instant.now(), live.number(), rows, findings.differences, notCompared);
    }

    private void look(List<ComparedTable> tables, String schema, String liveSchema, Findings findings) {
        Map<Integer, Long> equal = equalOffsets(schema, liveSchema, findings.left);
        if (equal.isEmpty()) {
            return;
        }
        Integer[] partitions = equal.keySet().toArray(Integer[]::new);
        for (ComparedTable table : tables) {
            Map<Integer, Sums> rebuilt = sums(table.sums(schema), partitions);
            Map<Integer, Sums> live = sums(table.sums(liveSchema), partitions);
            List<PartitionSums> ofTable = findings.tables.computeIfAbsent(table.name(), _ -> new ArrayList<>());
            equal.forEach((partition, offset) -> {
                PartitionSums sums = sums(partition, offset, rebuilt.get(partition), live.get(partition));
                ofTable.add(sums);
                if (sums.differ() && findings.differences.size() < MOST_DIFFERENCES) {
                    findings.differences.addAll(differences(table, partition, schema, liveSchema));
                }
            });
        }
        findings.left.removeAll(equal.keySet());
    }

    /** By partition, the checkpoint that both have in this snapshot. */
    private Map<Integer, Long> equalOffsets(String schema, String liveSchema, List<Integer> partitions) {
        Map<Integer, Long> equal = new TreeMap<>();
        jdbc.query("""
                select log_partition, live.next_offset from %s.checkpoint live join %s.checkpoint rebuilt using (log_partition)
                where live.next_offset = rebuilt.next_offset""".formatted(liveSchema, schema), row -> {
            equal.put(row.getInt(1), row.getLong(2));
        });
        equal.keySet().retainAll(partitions);
        return equal;
    }

    private Map<Integer, Sums> sums(String query, Integer[] partitions) {
        Map<Integer, Sums> sums = new HashMap<>();
        jdbc.query(query, row -> {
            sums.put(row.getInt(1), new Sums(row.getLong(2), row.getString(3)));
        }, (Object) partitions);
        return sums;
    }

    private static PartitionSums sums(int partition, long offset, @Nullable Sums rebuilt, @Nullable Sums live) {
        Sums none = new Sums(0, "0");
        Sums its = rebuilt == null ? none : rebuilt;
        Sums liveOnes = live == null ? none : live;
        return new PartitionSums(partition, offset, its.rows(), liveOnes.rows(), its.checksum(), liveOnes.checksum());
    }

    private List<Difference> differences(ComparedTable table, int partition, String schema, String liveSchema) {
        return table.key().isEmpty()
                ? List.of()
                : jdbc.query(table.differences(liveSchema, schema, DIFFERENCES_OF_A_PARTITION),
                        (row, _) -> new Difference(table.name(), partition, JSON.readTree(row.getString(1)),
                                Difference.kind(row.getBoolean(2), row.getBoolean(3)), List.of((String[]) row.getArray(4).getArray())),
                        partition, partition);
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
