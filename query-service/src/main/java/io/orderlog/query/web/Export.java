package io.orderlog.query.web;

import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that a question finds, to be answered row by row as CSV or NDJSON, however many they are.
 *
 * @param <E> a row as it is read
 * @param <T> a row as it is answered: a line of NDJSON
 * @param name of the file that browsers save, without its ending
 * @param query called once, in the read-only transaction in which the rows are then read; ordered, without a limit
 * @param columns of CSV
 */
public record Export<E, T>(String name, Supplier<TypedQuery<E>> query, Function<E, T> shape, List<Column<T>> columns) {

    public static final String CSV = "text/csv;charset=UTF-8";
    public static final String NDJSON = "application/x-ndjson";

    /** @param value {@code null} leaves the cell empty; strings are taken for what others wrote, everything else for our own */
    public record Column<T>(String name, Function<T, @Nullable Object> value) {}
}
