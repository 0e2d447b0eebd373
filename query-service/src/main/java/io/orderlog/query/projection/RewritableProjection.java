package io.orderlog.query.projection;

import java.util.UUID;

/** A projection each of whose rows belongs to one order, so that an order's rows can be forgotten and written again. Sums have none. */
public interface RewritableProjection extends Projection {

    /**
     * Removes all rows of the order.
     *
     * @return how many there were
     */
    int forget(UUID order, TableWriter tables);
}
