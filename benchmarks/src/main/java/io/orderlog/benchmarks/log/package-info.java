/** Logs of any length, written with the production codec and chain of hashes. */
@NullMarked
package io.orderlog.benchmarks.log;

import org.jspecify.annotations.NullMarked;
