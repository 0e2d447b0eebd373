/** From Kafka partitions to batches: one sequence a partition, begun where the checkpoint in Postgres says. */
@NullMarked
package io.orderlog.query.consumer;

import org.jspecify.annotations.NullMarked;
