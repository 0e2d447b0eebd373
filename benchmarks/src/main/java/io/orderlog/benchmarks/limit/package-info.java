/** The fastest honest endpoint of the same stack: it validates the same body and does one acknowledged send, and no more. */
@NullMarked
package io.orderlog.benchmarks.limit;

import org.jspecify.annotations.NullMarked;
