/** Tests of what happens between Kafka and the transactions. */
@NullMarked
package io.orderlog.query.consumer;

import org.jspecify.annotations.NullMarked;
