-- Records that came into the live views later than their places in the log, when their orders were released: streams that had passed these
-- places send them then. A row is committed with the record's event, and one after the other, so that nobody ever sees a number before a
-- smaller one.
create table if not exists released_record (
    number bigint generated always as identity primary key,
    topic_id text not null,
    log_partition integer not null,
    log_offset bigint not null,
    released_at timestamptz not null default clock_timestamp(),
    unique (topic_id, log_partition, log_offset)
);
