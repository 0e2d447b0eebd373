package io.orderlog.query.orders;

import java.util.UUID;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.repository.Repository;

interface OrderRows extends Repository<OrderRow, UUID>, JpaSpecificationExecutor<OrderRow> {}
