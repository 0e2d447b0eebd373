package io.orderlog.query.ranking;

/**
 * A figure, zero or more, of which an entity holds a part for each partition.
 *
 * @param rows the entity, with an attribute {@code currency} if it is asked by currency
 * @param id the attribute that says what the figure is about
 * @param value the attribute that is summed, of type {@code long} or {@code BigInteger}
 */
public record Figure(Class<?> rows, String id, String value) {}
