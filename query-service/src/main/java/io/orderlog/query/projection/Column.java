package io.orderlog.query.projection;

import org.jspecify.annotations.Nullable;

/**
 * A column of a view's table.
 *
 * @param merge what {@link TableWriter#add} does with its values
 */
public record Column(String name, ColumnType type, Merge merge) {

    enum Merge {
        ADD,
        SMALLEST,
        LARGEST,
        REPLACE
    }

    public static Column uuid(String name) {
        return new Column(name, ColumnType.UUID, Merge.REPLACE);
    }

    public static Column text(String name) {
        return new Column(name, ColumnType.TEXT, Merge.REPLACE);
    }

    public static Column texts(String name) {
        return new Column(name, ColumnType.TEXTS, Merge.REPLACE);
    }

    public static Column integer(String name) {
        return new Column(name, ColumnType.INTEGER, Merge.ADD);
    }

    public static Column bigint(String name) {
        return new Column(name, ColumnType.BIGINT, Merge.ADD);
    }

    public static Column numeric(String name) {
        return new Column(name, ColumnType.NUMERIC, Merge.ADD);
    }

    public static Column bool(String name) {
        return new Column(name, ColumnType.BOOLEAN, Merge.REPLACE);
    }

    public static Column timestamp(String name) {
        return new Column(name, ColumnType.TIMESTAMP, Merge.REPLACE);
    }

    public static Column date(String name) {
        return new Column(name, ColumnType.DATE, Merge.REPLACE);
    }

    public static Column tsvector(String name) {
        return new Column(name, ColumnType.TSVECTOR, Merge.REPLACE);
    }

    public static Column json(String name) {
        return new Column(name, ColumnType.JSON, Merge.REPLACE);
    }

    /** {@link TableWriter#add} keeps the smallest value; null is none. */
    public Column smallest() {
        return new Column(name, type, Merge.SMALLEST);
    }

    /** {@link TableWriter#add} keeps the largest value; null is none. */
    public Column largest() {
        return new Column(name, type, Merge.LARGEST);
    }

    String replaced() {
        return "%1$s = excluded.%1$s".formatted(name);
    }

    String added(String table) {
        return switch (merge) {
            case ADD -> "%2$s = %1$s.%2$s + excluded.%2$s".formatted(table, name);
            case SMALLEST -> "%2$s = least(%1$s.%2$s, excluded.%2$s)".formatted(table, name);
            case LARGEST -> "%2$s = greatest(%1$s.%2$s, excluded.%2$s)".formatted(table, name);
            case REPLACE -> replaced();
        };
    }

    /** What {@link #added} does, for two values that are added in the same batch. */
    @Nullable
    Object add(@Nullable Object first, @Nullable Object second) {
        return switch (merge) {
            case ADD -> sum(number(first), number(second));
            case SMALLEST -> first == null || second != null && compare(second, first) < 0 ? second : first;
            case LARGEST -> first == null || second != null && compare(second, first) > 0 ? second : first;
            case REPLACE -> second;
        };
    }

    private Object sum(Number first, Number second) {
        if (type == ColumnType.INTEGER) {
            return Math.addExact(first.intValue(), second.intValue());
        }
        return Math.addExact(first.longValue(), second.longValue());
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object one, Object other) {
        return ((Comparable<Object>) one).compareTo(other);
    }

    private static Number number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number;
        }
        throw new IllegalArgumentException("Cannot add " + value);
    }
}
