package io.orderlog.query.projection;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;

/** Where the next batch finds the orders that the last one left. */
public interface FoldedOrders {

    /**
     * @param tables in a transaction in which unqualified names are the tables of the generation that is written
     * @return what there is of these orders
     */
    Map<UUID, FoldedOrder> load(Collection<UUID> ids, JdbcOperations tables);
}
