/** The load generator's tests. */
@NullMarked
package io.orderlog.benchmarks.load;

import org.jspecify.annotations.NullMarked;
