-- The figures of the live generation's views; its schema is on the search path.
-- Settings: orderlog.key_prefix (only orders whose placement's idempotency key begins so), orderlog.zone (of the months).
with
    chosen as (
        select order_id from history
        where version = 1 and starts_with(coalesce(idempotency_key, ''), current_setting('orderlog.key_prefix'))),
    placed as (
        select orders.* from orders join chosen on chosen.order_id = orders.id),
    lines as (
        select order_lines.* from order_lines join chosen using (order_id)),
    events as (
        select history.* from history join chosen using (order_id))
select 'orders' as figure, count(*) as amount from placed
union all select 'lines', count(*) from lines
union all select 'pieces', sum(quantity - cancelled) from lines
union all select 'revenue', sum(total) from placed
union all
    select 'revenue ' || to_char(placed_at at time zone current_setting('orderlog.zone'), 'YYYY-MM'), sum(total) from placed group by 1
union all
    select 'payments', count(*) from events
    where event_type like 'orderlog.order.payment-received.%' or event_type like 'orderlog.order.payment-authorized.%'
union all select 'paid', sum(captured) from placed
union all select 'deliveries', count(*) from events where event_type like 'orderlog.order.delivered.%'
union all select 'returns', count(*) from events where event_type like 'orderlog.order.return-requested.%'
union all select 'returned pieces', sum(returned) from lines
union all select 'returned value', sum(returned * unit_price) from lines
union all select 'events', count(*) from events
order by figure
