package io.orderlog.query.ranking;

import java.math.BigInteger;

/**
 * One of the largest sums, and a place in the list of them.
 *
 * @param id what the figures are about; decides between equal sums
 */
public record Ranked(BigInteger sum, String id) {}
