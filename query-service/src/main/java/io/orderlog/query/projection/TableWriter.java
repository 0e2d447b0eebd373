package io.orderlog.query.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Writes rows into the tables of views, within the transaction of the batch: few of them with batched statements, many with
 * {@code COPY}. What comes out is the same.
 */
public final class TableWriter {

    /** From how many rows on {@code COPY} is faster. */
    private static final int COPY_ROWS = 100;

    private final JdbcOperations jdbc;
    private final int copyRows;

    TableWriter(JdbcOperations jdbc) {
        this(jdbc, COPY_ROWS);
    }

    TableWriter(JdbcOperations jdbc, int copyRows) {
        this.jdbc = jdbc;
        this.copyRows = copyRows;
    }

    /** Writes rows whose keys are not in the table. */
    public void insert(ViewTable table, Collection<@Nullable Object[]> rows) {
        insert(table, rows, row -> row);
    }

    /**
     * As {@link #insert(ViewTable, Collection)}.
     *
     * @param rowOf makes each row when it is its turn, so that a large batch never holds all of them
     */
    public <T> void insert(ViewTable table, Collection<T> of, Function<T, @Nullable Object[]> rowOf) {
        if (of.size() < copyRows) {
            statements(table.insert(), table.columns(), of.stream().map(rowOf).toList());
        } else {
            jdbc.execute((ConnectionCallback<Long>) connection -> copy(table.name(), table.columns(), of, rowOf, connection));
        }
    }

    /** Writes rows whole, in place of those that have their keys. Each key is given once. */
    public void upsert(ViewTable table, Collection<@Nullable Object[]> rows) {
        upsert(table, rows, row -> row);
    }

    /**
     * As {@link #upsert(ViewTable, Collection)}.
     *
     * @param rowOf makes each row when it is its turn
     */
    public <T> void upsert(ViewTable table, Collection<T> of, Function<T, @Nullable Object[]> rowOf) {
        if (of.size() < copyRows) {
            statements(table.upsert(table.rowOfParameters()), table.columns(), of.stream().map(rowOf).toList());
        } else {
            stage(table, table.columns(), of, rowOf, table.upsert(table.queryStaging()));
        }
    }

    /**
     * Adds numbers to those that the rows with their keys have, and merges other columns as they declare it; makes the rows that are
     * missing. A key can be given several times.
     */
    public void add(ViewTable table, Collection<@Nullable Object[]> deltas) {
        Collection<@Nullable Object[]> sums = sums(table, deltas);
        if (sums.size() < copyRows) {
            statements(table.add(table.rowOfParameters()), table.columns(), sums);
        } else {
            stage(table, table.columns(), sums, row -> row, table.add(table.queryStaging()));
        }
    }

    /** Removes the rows that have these keys, as far as they are there. */
    public void delete(ViewTable table, Collection<@Nullable Object[]> keys) {
        delete(table, keys, "");
    }

    /**
     * Removes all rows of an order.
     *
     * @param table whose first key is the order
     * @return how many there were
     */
    public int deleteOrder(ViewTable table, UUID order) {
        return jdbc.update("delete from %s where %s = ?".formatted(table.name(), table.keys().getFirst().name()), order);
    }

    /** Of the rows that have these keys, removes those in which nothing is left of what {@link #add} added. */
    public void deleteZero(ViewTable table, Collection<@Nullable Object[]> keys) {
        delete(table, keys, table.isZero());
    }

    private void delete(ViewTable table, Collection<@Nullable Object[]> keys, String which) {
        if (keys.size() < copyRows) {
            statements(table.deleteByParameters(which), table.keys(), keys);
        } else {
            stage(table, table.keys(), keys, row -> row, table.deleteUsing(table.staging(), which));
        }
    }

    private void statements(String sql, List<Column> columns, Collection<@Nullable Object[]> rows) {
        if (!rows.isEmpty()) {
            jdbc.batchUpdate(sql, rows.stream().map(row -> parameters(columns, row)).toList());
        }
    }

    private static @Nullable Object[] parameters(List<Column> columns, @Nullable Object[] row) {
        @Nullable
        Object[] parameters = new @Nullable Object[columns.size()];
        for (int i = 0; i < parameters.length; i++) {
            Object value = row[i];
            parameters[i] = value == null ? null : columns.get(i).type().parameterValue(value);
        }
        return parameters;
    }

    /** The staging table stays with the connection; emptied when it has served, it is there for the next batch and the next table. */
    private <T> void stage(ViewTable table, List<Column> columns, Collection<T> of, Function<T, @Nullable Object[]> rowOf, String sql) {
        jdbc.execute((ConnectionCallback<@Nullable Void>) connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute(table.createStaging());
                copy(table.staging(), columns, of, rowOf, connection);
                statement.execute(sql);
                statement.execute("truncate " + table.staging());
            }
            return null;
        });
    }

    private static <T> long copy(String name, List<Column> columns, Collection<T> of, Function<T, @Nullable Object[]> rowOf,
            Connection connection) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy %s (%s) from stdin (format binary)".formatted(name, ViewTable.names(columns)));
        try {
            new CopyBuffer().send(columns, of, rowOf, copy);
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** One statement cannot change a row twice. */
    private static Collection<@Nullable Object[]> sums(ViewTable table, Collection<@Nullable Object[]> deltas) {
        int keys = table.keys().size();
        List<Column> columns = table.columns();
        Map<List<@Nullable Object>, @Nullable Object[]> sums = new LinkedHashMap<>();
        for (@Nullable
        Object[] delta : deltas) {
            sums.merge(new ArrayList<>(Arrays.asList(delta).subList(0, keys)), delta, (sum, more) -> sum(columns, keys, sum, more));
        }
        return sums.values();
    }

    private static @Nullable Object[] sum(List<Column> columns, int keys, @Nullable Object[] sum, @Nullable Object[] more) {
        @Nullable
        Object[] row = sum.clone();
        for (int i = keys; i < row.length; i++) {
            row[i] = columns.get(i).add(sum[i], more[i]);
        }
        return row;
    }
}
