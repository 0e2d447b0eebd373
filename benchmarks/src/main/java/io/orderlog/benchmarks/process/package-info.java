/** The programs that are measured, and those they need, as processes of their own. */
@NullMarked
package io.orderlog.benchmarks.process;

import org.jspecify.annotations.NullMarked;
