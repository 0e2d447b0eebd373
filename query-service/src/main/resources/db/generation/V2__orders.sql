-- Amounts are in the minor unit of the currency.
create table if not exists orders (
    id uuid not null,
    version bigint not null,
    log_partition integer not null,
    customer_id text not null,
    reference text,
    currency text not null,
    status text not null,
    payment_status text not null,
    fulfilment_status text not null,
    subtotal bigint not null,
    discount bigint not null,
    tax bigint not null,
    shipping bigint not null,
    total bigint not null,
    authorized bigint not null,
    captured bigint not null,
    refunded bigint not null,
    line_count integer not null,
    placed_at timestamptz not null,
    recorded_at timestamptz not null,
    updated_at timestamptz not null,
    last_hash text not null,
    document json not null,
    -- Whether an order has changed is answered from this index alone.
    primary key (id) include (version, updated_at)
);
comment on column orders.placed_at is 'when the first event happened, as the client says';
comment on column orders.recorded_at is 'when the first event was recorded';
comment on column orders.updated_at is 'when the last event was recorded';
comment on column orders.last_hash is 'the hash of the record of the last event';
comment on column orders.document is 'the whole order as folded from its events; json, because nobody asks for parts of it, and jsonb is dear to make';

create table if not exists order_lines (
    order_id uuid not null,
    line_number integer not null,
    log_partition integer not null,
    sku text not null,
    description text not null,
    quantity integer not null,
    unit_price bigint not null,
    cancelled integer not null,
    shipped integer not null,
    delivered integer not null,
    in_return integer not null,
    returned integer not null,
    primary key (order_id, line_number)
);

-- Apart from orders, because it changes only with what was ordered, while its index is dear to change. The words of a recipient go when
-- their row is written anew or deleted.
create table if not exists order_words (
    order_id uuid primary key,
    log_partition integer not null,
    words tsvector not null
);
comment on table order_words is 'the words by which orders are found';
