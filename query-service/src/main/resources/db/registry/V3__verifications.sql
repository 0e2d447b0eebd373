-- Each time that the whole log was verified. The instance that does it says every second how far it is.
create table if not exists verification (
    number bigint generated always as identity primary key,
    state text not null check (state in ('RUNNING', 'DONE', 'FAILED', 'ABANDONED')),
    started_by text not null,
    started_at timestamptz not null default now(),
    seen_at timestamptz not null default now(),
    finished_at timestamptz,
    failure text
);
-- One at a time, whichever instance does it.
create unique index if not exists verification_running on verification (state) where state = 'RUNNING';

create table if not exists verification_partition (
    number bigint not null references verification,
    log_partition integer not null,
    from_offset bigint not null,
    to_offset bigint not null,
    next_offset bigint not null,
    records bigint not null default 0,
    events bigint not null default 0,
    orders bigint not null default 0,
    superseded bigint not null default 0,
    read_barriers bigint not null default 0,
    unverifiable bigint not null default 0,
    broken bigint not null default 0,
    first_broken_offset bigint,
    first_broken_order text,
    first_broken_reason text,
    primary key (number, log_partition)
);
