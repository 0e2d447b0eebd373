-- For the largest sums: whoever has a large one has a large part of it in some partition.
create index if not exists customer_orders_orders on customer_orders (orders, customer_id);
create index if not exists customer_orders_units on customer_orders (units, customer_id);
create index if not exists customer_money_captured on customer_money (currency, captured, customer_id);
