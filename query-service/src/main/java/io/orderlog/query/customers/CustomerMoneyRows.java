package io.orderlog.query.customers;

import java.util.Collection;
import java.util.List;
import org.springframework.data.repository.Repository;

interface CustomerMoneyRows extends Repository<CustomerMoneyRow, CustomerMoneyRow.Key> {

    List<CustomerMoneyRow> findByCustomerIdIn(Collection<String> customers);
}
