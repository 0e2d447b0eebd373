-- Rows are added and never changed: what tells them apart is needed by readers alone.
do $$ begin
    if not exists (select from pg_constraint where conrelid = 'history'::regclass and contype = 'p') then
        alter table history add primary key (order_id, version);
    end if;
end $$;
-- The first one is the order of every list and what its cursors stand on; the others find what a filter names, the latest at one end.
create index if not exists history_recorded on history (recorded_at, log_partition, log_offset);
create index if not exists history_customer on history (customer_id, recorded_at);
create index if not exists history_type on history (event_type, recorded_at);
create index if not exists history_actor on history (actor, recorded_at);
create index if not exists history_correlation on history (correlation_id, recorded_at);
create index if not exists history_causation on history (causation_id, recorded_at);
create index if not exists history_effective on history ((coalesce(effective_at, recorded_at)));
create index if not exists history_event on history (event_id);
-- The words of all texts in the event, and not the names of its fields. No language: skus, names and references have none.
create index if not exists history_words on history using gin (to_tsvector('simple', coalesce(searched, data)));
