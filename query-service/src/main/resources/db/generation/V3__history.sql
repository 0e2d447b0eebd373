create table if not exists history (
    order_id uuid not null,
    version bigint not null,
    customer_id text not null,
    event_id uuid not null,
    event_type text not null,
    source text not null,
    recorded_at timestamptz not null,
    effective_at timestamptz,
    actor text not null,
    correlation_id text not null,
    causation_id text not null,
    idempotency_key text,
    request_fingerprint text,
    traceparent text,
    previous_hash text not null,
    hash text not null,
    log_partition integer not null,
    log_offset bigint not null,
    data json not null,
    searched json,
    skipped boolean not null default false,
    other_value text,
    written_headers text
);
comment on column history.data is 'the value of the record, byte for byte: json keeps the text as it was written, so that the hash can be checked';
comment on column history.searched is 'the texts of the event as far as they can be searched; null: those in data can';
comment on column history.skipped is 'an operator decided that the event changes nothing; see orderlog.parked_decision';
comment on column history.other_value is 'the value of a skipped event in Base64, if it is no JSON; data is null then';
comment on column history.written_headers is 'the hashed headers byte for byte, each in Base64; null: they can be written again from the other columns';
