/** The processes that chaos is made in: a cluster of Kafka, instances of the command side, the read side, and the wires between them. */
@NullMarked
package io.orderlog.chaos.house;

import org.jspecify.annotations.NullMarked;
