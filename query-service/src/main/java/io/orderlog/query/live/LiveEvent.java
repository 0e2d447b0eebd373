package io.orderlog.query.live;

import java.util.UUID;

/**
 * An event on its way to those who wait, read and written out once for all of them.
 *
 * @param frame the lines of a server-sent event behind its id, with the empty line that ends it
 */
record LiveEvent(UUID orderId, String customerId, long version, String type, int partition, long offset, byte[] frame) {}
