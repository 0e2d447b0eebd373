package io.orderlog.command.log;

/** The place of a record in the log. */
record LogPosition(int partition, long offset) {}
