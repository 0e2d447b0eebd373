-- Streams read the history of a partition in the order of the log.
create index if not exists history_place on history (log_partition, log_offset);
