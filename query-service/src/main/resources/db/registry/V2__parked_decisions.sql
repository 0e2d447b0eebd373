-- What operators decided about events that could not be projected. Unlike the views, nothing can make it again from the log: back it up.
create table if not exists parked_decision (
    id bigint generated always as identity primary key,
    action text not null check (action in ('RELEASE', 'SKIP')),
    topic_id text not null,
    log_partition integer not null,
    log_offset bigint not null,
    record_key bytea not null,
    event_type text,
    version bigint,
    actor text not null,
    reason text not null,
    decided_at timestamptz not null default clock_timestamp()
);
comment on column parked_decision.log_offset is 'of the record that was skipped, or of the first one that was released';
create unique index if not exists parked_decision_skip on parked_decision (topic_id, log_partition, log_offset) where action = 'SKIP';
