-- All scripts can run twice: a crash may come between a script and the note that it ran.
create table if not exists generation (
    number integer primary key check (number > 0),
    schema_name text not null unique,
    consumer_group text not null unique,
    state text not null check (state in ('FOLLOWING', 'RETIRED')),
    created_at timestamptz not null default now()
);

-- One row: changing it is the switch to another generation, for every query that begins after the change is committed.
create table if not exists live_generation (
    only_row boolean primary key default true check (only_row),
    number integer not null references generation,
    since timestamptz not null default now()
);
