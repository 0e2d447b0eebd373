-- Kept per partition, because all partitions sell the same products on the same days; readers sum them. All figures count on the day,
-- in UTC, on which the order was placed as it happened: what was cancelled or came back later is taken from the day that sold it.
-- Amounts are in the minor unit of the currency; no number of orders makes them too large for the column. A row in which everything is
-- zero, because a revision took the product out of its last order, is deleted.
create table if not exists sales_by_product (
    sku text not null,
    currency text not null,
    log_partition integer not null,
    units bigint not null,
    revenue numeric(38) not null,
    cancelled_units bigint not null,
    cancelled_amount numeric(38) not null,
    returned_units bigint not null,
    returned_amount numeric(38) not null,
    primary key (sku, currency, log_partition)
);
comment on column sales_by_product.units is 'pieces ordered and not cancelled; what came back is still among them';
comment on column sales_by_product.revenue is 'what these pieces cost, before discount, tax and shipping';

create table if not exists sales_by_product_day (
    sku text not null,
    day date not null,
    currency text not null,
    log_partition integer not null,
    units bigint not null,
    revenue numeric(38) not null,
    cancelled_units bigint not null,
    cancelled_amount numeric(38) not null,
    returned_units bigint not null,
    returned_amount numeric(38) not null,
    primary key (sku, day, currency, log_partition)
);

create table if not exists sales_by_day (
    day date not null,
    currency text not null,
    log_partition integer not null,
    units bigint not null,
    revenue numeric(38) not null,
    cancelled_units bigint not null,
    cancelled_amount numeric(38) not null,
    returned_units bigint not null,
    returned_amount numeric(38) not null,
    primary key (day, currency, log_partition)
);
