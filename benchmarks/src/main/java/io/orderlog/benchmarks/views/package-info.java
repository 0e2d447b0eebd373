/** How fast the views can be made from the log, beside what the same Kafka and Postgres do at most. */
@NullMarked
package io.orderlog.benchmarks.views;

import org.jspecify.annotations.NullMarked;
