package io.orderlog.query.customers;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.math.BigInteger;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code customer_money}: a customer's money in one currency and partition. Read only. */
@Entity
@Immutable
@Table(name = "customer_money")
@IdClass(CustomerMoneyRow.Key.class)
@NullUnmarked
class CustomerMoneyRow {

    @Id
    @Column(name = "customer_id")
    String customerId;

    @Id
    String currency;

    @Id
    @Column(name = "log_partition")
    int partition;

    BigInteger captured;

    BigInteger refunded;

    protected CustomerMoneyRow() {}

    record Key(String customerId, String currency, int partition) implements Serializable {}
}
