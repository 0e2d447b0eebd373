/** The load generator: a process of its own with one thread and raw sockets. */
@NullMarked
package io.orderlog.benchmarks.load;

import org.jspecify.annotations.NullMarked;
