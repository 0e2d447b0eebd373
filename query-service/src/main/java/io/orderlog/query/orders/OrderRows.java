package io.orderlog.query.orders;

import io.orderlog.query.web.OrderOwners;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface OrderRows extends Repository<OrderRow, UUID>, JpaSpecificationExecutor<OrderRow>, OrderOwners {

    @Override
    @Query("select o.customerId from OrderRow o where o.id = :order")
    Optional<String> customerOf(UUID order);
}
