/** The whole house in one process, for one command: starts Kafka, Postgres, both services and the gateway, and ends them in order. */
@NullMarked
package io.orderlog.standalone;

import org.jspecify.annotations.NullMarked;
