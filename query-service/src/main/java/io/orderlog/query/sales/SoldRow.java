package io.orderlog.query.sales;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.math.BigInteger;
import org.jspecify.annotations.NullUnmarked;

/** What rows of all tables of sales have: what was sold in one currency, as far as one partition has it. */
@MappedSuperclass
@NullUnmarked
abstract class SoldRow {

    @Id
    String currency;

    @Id
    @Column(name = "log_partition")
    int partition;

    long units;

    BigInteger revenue;

    @Column(name = "cancelled_units")
    long cancelledUnits;

    @Column(name = "cancelled_amount")
    BigInteger cancelledAmount;

    @Column(name = "returned_units")
    long returnedUnits;

    @Column(name = "returned_amount")
    BigInteger returnedAmount;
}
