/** Kafka and Postgres for tests: in this process, or in containers. */
@NullMarked
package io.orderlog.embedded.testing;

import org.jspecify.annotations.NullMarked;
