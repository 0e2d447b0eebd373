/** The read side against a real Kafka and a real Postgres. */
@NullMarked
package io.orderlog.query;

import org.jspecify.annotations.NullMarked;
