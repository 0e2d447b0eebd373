-- For the largest sums: whatever has a large one has a large part of it in some partition.
create index if not exists sales_by_product_units on sales_by_product (currency, units, sku);
create index if not exists sales_by_product_revenue on sales_by_product (currency, revenue, sku);
create index if not exists sales_by_product_returns on sales_by_product (currency, returned_units, sku);
-- For the sums of a range of days, which have to be made of all its rows.
create index if not exists sales_by_product_day_days on sales_by_product_day (day, currency);
