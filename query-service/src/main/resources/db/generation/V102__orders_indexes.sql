-- Scripts from V100 on make indexes: they come last, so that a generation that is built from the whole log is filled before it has them.
create index if not exists orders_placed on orders (placed_at, id);
create index if not exists orders_updated on orders (updated_at, id);
create index if not exists orders_total on orders (currency, total, id);
create index if not exists orders_customer on orders (customer_id, placed_at, id);
create index if not exists orders_status on orders (status, placed_at, id);
create index if not exists orders_payment_status on orders (payment_status, placed_at, id);
create index if not exists orders_fulfilment_status on orders (fulfilment_status, placed_at, id);
create index if not exists orders_reference on orders (reference, id) where reference is not null;
create index if not exists order_lines_sku on order_lines (sku, order_id);
-- Counts read this index alone, and it is small, because few orders differ in it.
create index if not exists orders_facets on orders (status, payment_status, fulfilment_status, currency);
create index if not exists order_words_words on order_words using gin (words);
