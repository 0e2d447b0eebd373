-- Last and apart, so that a generation that is built from the whole log can be filled before it has them.
create index orders_placed on orders (placed_at, id);
create index orders_updated on orders (updated_at, id);
create index orders_total on orders (currency, total, id);
create index orders_customer on orders (customer_id, placed_at, id);
create index orders_status on orders (status, placed_at, id);
create index orders_payment_status on orders (payment_status, placed_at, id);
create index orders_fulfilment_status on orders (fulfilment_status, placed_at, id);
create index orders_reference on orders (reference, id) where reference is not null;
create index order_lines_sku on order_lines (sku, order_id);
