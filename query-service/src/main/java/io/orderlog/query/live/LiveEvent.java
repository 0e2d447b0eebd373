package io.orderlog.query.live;

import java.util.UUID;

/**
 * An event on its way to those who wait, read and written out once for all of them.
 *
 * @param released the number by which it came into the views later than its place; 0 if it came at its place
 * @param frame the lines of a server-sent event behind its id, with the empty line that ends it
 */
record LiveEvent(UUID orderId, String customerId, long version, String type, int partition, long offset, long released, byte[] frame) {}
