-- A customer's orders are spread over the partitions of the log, which would fight over one row: each keeps its own, and readers sum them.
create table if not exists customer_orders (
    customer_id text not null,
    log_partition integer not null,
    orders bigint not null,
    units bigint not null,
    cancelled_units bigint not null,
    returned_units bigint not null,
    first_order text collate "C" not null,
    last_order text collate "C" not null,
    primary key (customer_id, log_partition)
);
comment on column customer_orders.units is 'pieces ordered and not cancelled; what came back is still among them';
comment on column customer_orders.first_order is 'when it was placed, to the microsecond in UTC, and its id: the smallest text is the first order';

-- Amounts are in the minor unit of the currency; no number of orders makes them too large for the column.
create table if not exists customer_money (
    customer_id text not null,
    currency text not null,
    log_partition integer not null,
    captured numeric(38) not null,
    refunded numeric(38) not null,
    primary key (customer_id, currency, log_partition)
);
