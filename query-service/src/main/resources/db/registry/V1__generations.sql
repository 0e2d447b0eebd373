-- All scripts can run twice: a crash may come between a script and the note that it ran.
create table if not exists generation (
    number integer primary key check (number > 0),
    schema_name text not null unique,
    consumer_group text not null unique,
    definition text not null,
    purpose text not null check (purpose in ('VIEWS', 'SCRATCH')),
    state text not null check (state in ('BUILDING', 'INDEXING', 'FOLLOWING', 'FILLED', 'FAILED', 'CANCELLED', 'RETIRED')),
    failure text,
    paused boolean not null default false,
    throttle_events integer check (throttle_events > 0),
    throttle_cpu double precision check (throttle_cpu > 0 and throttle_cpu <= 1),
    verify boolean not null default false,
    switch_by_itself boolean not null default false,
    verification jsonb,
    goal bigint[] not null default '{}',
    created_at timestamptz not null default clock_timestamp(),
    caught_up_at timestamptz,
    complete_at timestamptz,
    live_at timestamptz,
    over_at timestamptz,
    dropped_at timestamptz
);
comment on column generation.definition is 'the fingerprint of the scripts that made its tables: only a release that has the same scripts fills and reads it';
comment on column generation.failure is 'why it cannot go on, if it failed';
comment on column generation.throttle_events is 'events per second that all instances together may project';
comment on column generation.throttle_cpu is 'the share of its processors that each instance may use';
comment on column generation.verification is 'what the last comparison with the live generation found';
comment on column generation.goal is 'by partition, the end of the log when it was asked for; of a scratch generation, where it ends';
comment on column generation.caught_up_at is 'when it reached its goal';
comment on column generation.complete_at is 'when it had all indexes';
comment on column generation.live_at is 'when it was made live for the first time';
comment on column generation.over_at is 'when it was cancelled or retired';
comment on column generation.dropped_at is 'when its schema and its consumer group were deleted';

-- One row for each definition: changing it is the switch to another generation, for every query that begins after the change is committed.
create table if not exists live_generation (
    definition text primary key,
    number integer not null references generation,
    previous integer references generation,
    since timestamptz not null default clock_timestamp()
);

-- For auditors: who did what to a generation, when and why.
create table if not exists generation_journal (
    id bigint generated always as identity primary key,
    number integer not null references generation,
    at timestamptz not null default clock_timestamp(),
    action text not null,
    actor text not null,
    reason text
);
create index if not exists generation_journal_number on generation_journal (number, id);

-- The instances that run, so that nobody takes away the views that one of them still shows.
create table if not exists query_instance (
    id uuid primary key,
    definition text not null,
    started_at timestamptz not null default now(),
    seen_at timestamptz not null default now()
);
