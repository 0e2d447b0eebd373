-- What an instance has stopped, said again and again for as long as it is so: a row that nobody renews is of an instance that is gone.
create table if not exists stopped_partition (
    number integer not null references generation,
    log_partition integer not null,
    reason text not null,
    seen_at timestamptz not null default clock_timestamp(),
    primary key (number, log_partition)
);
