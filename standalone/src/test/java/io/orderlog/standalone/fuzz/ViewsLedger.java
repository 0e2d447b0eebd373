package io.orderlog.standalone.fuzz;

import io.orderlog.embedded.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Holds what was answered to operators against what is kept of it: no rebuild and no verification was begun that was refused. */
final class ViewsLedger {

    /** Where each operation leaves a row. */
    private static final Map<String, String> TABLES = Map.of("POST /rebuilds", "orderlog.generation", "POST /audit/verifications",
            "orderlog.verification", "POST /parked/{name}/skip", "orderlog.parked_decision");

    private final EmbeddedDatabase database;
    private final Map<String, Long> before;
    private final Map<String, LongAdder> notRefused = new ConcurrentHashMap<>();

    ViewsLedger(EmbeddedDatabase database) throws SQLException {
        this.database = database;
        this.before = rows();
    }

    void note(HostileRequest request, @Nullable Answer answer) {
        if (answer == null || answer.isAccepted() || answer.body().contains("/problems/outcome-unknown")) {
            notRefused.computeIfAbsent(request.operation().name(), _ -> new LongAdder()).increment();
        }
    }

    /** To be asked when no request is under way. */
    List<String> differences() throws SQLException {
        List<String> differences = new ArrayList<>();
        rows().forEach((operation, rows) -> {
            long most = notRefused.getOrDefault(operation, new LongAdder()).sum();
            if (rows - before.getOrDefault(operation, 0L) > most) {
                differences.add("%s: not refused %d times, but has %d more rows".formatted(operation, most,
                        rows - before.getOrDefault(operation, 0L)));
            }
        });
        return differences;
    }

    private Map<String, Long> rows() throws SQLException {
        Map<String, Long> rows = new ConcurrentHashMap<>();
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.username(), "")) {
            for (var table : TABLES.entrySet()) {
                try (ResultSet count = connection.createStatement().executeQuery("select count(*) from " + table.getValue())) {
                    count.next();
                    rows.put(table.getKey(), count.getLong(1));
                }
            }
        }
        return rows;
    }
}
