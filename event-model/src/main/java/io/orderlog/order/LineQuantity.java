package io.orderlog.order;

/**
 * A part of a line.
 *
 * @param line the line's number
 * @param quantity in pieces, at least 1
 */
public record LineQuantity(int line, int quantity) {}
