/** The tests of written logs. */
@NullMarked
package io.orderlog.benchmarks.log;

import org.jspecify.annotations.NullMarked;
