-- All scripts can run twice: a crash may come between a script and the note that it ran.

-- How far each partition of the log is in these views. A batch moves it from where it began, or changes nothing.
create table if not exists checkpoint (
    log_partition integer primary key,
    topic_id text not null,
    next_offset bigint not null check (next_offset >= 0),
    moved_at timestamptz not null default now(),
    repairs bigint not null default 0
);
comment on column checkpoint.repairs is 'how often rows of the partition were changed other than by its batches';

-- Records that could not be projected, and those that wait behind them: none is lost, all in the order of the log.
create table if not exists parked_record (
    log_partition integer not null,
    log_offset bigint not null,
    record_key bytea not null,
    header_names text[] not null,
    header_values bytea[] not null,
    record_value bytea,
    reason text,
    parked_at timestamptz not null default now(),
    primary key (log_partition, log_offset)
);
comment on column parked_record.reason is 'why it was parked; null: it waits behind an earlier record with the same key';
create index if not exists parked_record_key on parked_record (record_key, log_partition, log_offset);
-- One row for each order.
create index if not exists parked_record_first on parked_record (log_partition, log_offset) where reason is not null;
