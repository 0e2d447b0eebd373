package io.orderlog.query.projection;

import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes rows into the tables of views, within the transaction of the batch: many with {@code COPY}; few are kept until the work is done
 * and then sent together, because each answer of Postgres that is waited for costs more than such rows. What comes out is the same. Until
 * the work is done, nothing else may read the tables: not all of it is there.
 */
public final class TableWriter {

    /** From how many rows on {@code COPY} is faster. */
    private static final int COPY_ROWS = 100;
    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcOperations jdbc;
    private final int copyRows;
    private final List<String> statements = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    private TableWriter(JdbcOperations jdbc, int copyRows) {
        this.jdbc = jdbc;
        this.copyRows = copyRows;
    }

    /** All that the work writes is written when this returns. */
    static void write(JdbcOperations jdbc, Consumer<TableWriter> work) {
        write(jdbc, COPY_ROWS, work);
    }

    static void write(JdbcOperations jdbc, int copyRows, Consumer<TableWriter> work) {
        TableWriter tables = new TableWriter(jdbc, copyRows);
        work.accept(tables);
        tables.sendStatements();
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
            statement(table.insert(table.queryParameter()), table.columns(), of, rowOf);
        } else {
            sendStatements();
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
            statement(table.upsert(table.queryParameter()), table.columns(), of, rowOf);
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
            statement(table.add(table.queryParameter()), table.columns(), sums, row -> row);
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
        sendStatements();
        return jdbc.update("delete from %s where %s = ?".formatted(table.name(), table.keys().getFirst().name()), order);
    }

    /** Of the rows that have these keys, removes those in which nothing is left of what {@link #add} added. */
    public void deleteZero(ViewTable table, Collection<@Nullable Object[]> keys) {
        delete(table, keys, table.isZero());
    }

    private void delete(ViewTable table, Collection<@Nullable Object[]> keys, String which) {
        if (keys.size() < copyRows) {
            statement(table.delete(ViewTable.rowsOfParameter(table.keys()), which), table.keys(), keys, row -> row);
        } else {
            stage(table, table.keys(), keys, row -> row, table.delete(table.staging() + " s", which));
        }
    }

    private <T> void statement(String sql, List<Column> columns, Collection<T> of, Function<T, @Nullable Object[]> rowOf) {
        if (!of.isEmpty()) {
            statements.add(sql);
            parameters.add(json(columns, of, rowOf));
        }
    }

    private static <T> String json(List<Column> columns, Collection<T> of, Function<T, @Nullable Object[]> rowOf) {
        StringWriter json = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(json)) {
            out.writeStartArray();
            for (T it : of) {
                @Nullable
                Object[] row = rowOf.apply(it);
                out.writeStartObject();
                for (int i = 0; i < columns.size(); i++) {
                    Object value = row[i];
                    if (value != null) {
                        out.writeName(columns.get(i).name());
                        columns.get(i).type().write(value, out);
                    }
                }
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        return json.toString();
    }

    /** As one: the driver waits for Postgres once. */
    private void sendStatements() {
        if (!statements.isEmpty()) {
            jdbc.update(String.join(";\n", statements), parameters.toArray());
            statements.clear();
            parameters.clear();
        }
    }

    /** The staging table stays with the connection; emptied when it has served, it is there for the next batch and the next table. */
    private <T> void stage(ViewTable table, List<Column> columns, Collection<T> of, Function<T, @Nullable Object[]> rowOf, String sql) {
        sendStatements();
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
