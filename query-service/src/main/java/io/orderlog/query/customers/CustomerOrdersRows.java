package io.orderlog.query.customers;

import java.util.Collection;
import java.util.List;
import org.springframework.data.repository.Repository;

interface CustomerOrdersRows extends Repository<CustomerOrdersRow, CustomerOrdersRow.Key> {

    List<CustomerOrdersRow> findByCustomerIdIn(Collection<String> customers);
}
