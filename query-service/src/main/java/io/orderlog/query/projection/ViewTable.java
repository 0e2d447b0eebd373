package io.orderlog.query.projection;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table as its projection writes it. Rows are given to {@link TableWriter} as arrays, the keys first, in the order of this
 * declaration.
 *
 * @param keys what tells rows apart: a unique index where rows are upserted, added or deleted
 * @param values the other columns; columns of the table that are not named here keep their defaults
 */
public record ViewTable(String name, List<Column> keys, List<Column> values) {

    List<Column> columns() {
        return Stream.concat(keys.stream(), values.stream()).toList();
    }

    /** @param source where the rows come from: a query */
    String insert(String source) {
        return "insert into %s (%s) %s".formatted(name, names(columns()), source);
    }

    /** @param source where the rows come from: a query */
    String upsert(String source) {
        return onConflict(source, Column::replaced);
    }

    String add(String source) {
        return onConflict(source, column -> column.added(name));
    }

    /**
     * @param source of the keys: a table or a function, named {@code s}
     * @param which a further condition on the rows, named {@code t}; empty for none
     */
    String delete(String source, String which) {
        String condition = keys.stream().map(key -> "t.%1$s = s.%1$s".formatted(key.name())).collect(Collectors.joining(" and "));
        return "delete from %s t using %s where %s%s".formatted(name, source, condition, which);
    }

    /** The condition that nothing is left of what was added. */
    String isZero() {
        return values.stream()
                .filter(column -> column.merge() == Column.Merge.ADD)
                .map(column -> " and t.%s = 0".formatted(column.name()))
                .collect(Collectors.joining());
    }

    /** The table beside this one that large changes pass through. */
    String staging() {
        return "pg_temp.staging_" + name;
    }

    /** A query of the rows that are in the statement's parameter. */
    String queryParameter() {
        String values = columns().stream()
                .map(column -> column.type() == ColumnType.JSON ? column.name() + "::json" : column.name())
                .collect(Collectors.joining(", "));
        return "select %s from %s".formatted(values, rowsOfParameter(columns()));
    }

    /**
     * Rows as a JSON array of objects. Of JSON in it the texts are read first, which are JSON or not by themselves.
     *
     * @return named {@code s}
     */
    static String rowsOfParameter(List<Column> columns) {
        return "json_to_recordset(?::json) as s(%s)".formatted(columns.stream()
                .map(column -> column.name() + " " + (column.type() == ColumnType.JSON ? ColumnType.TEXT : column.type()).sql())
                .collect(Collectors.joining(", ")));
    }

    String queryStaging() {
        return "select %s from %s".formatted(names(columns()), staging());
    }

    String createStaging() {
        String columns = columns().stream().map(column -> column.name() + " " + column.type().sql()).collect(Collectors.joining(", "));
        return "create temporary table if not exists staging_%s (%s)".formatted(name, columns);
    }

    static String names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private interface Change {

        String of(Column column);
    }

    private String onConflict(String source, Change change) {
        String changes = values.stream().map(change::of).collect(Collectors.joining(", "));
        return "insert into %s (%s) %s on conflict (%s) do ".formatted(name, names(columns()), source, names(keys))
                + (changes.isEmpty() ? "nothing" : "update set " + changes);
    }
}
