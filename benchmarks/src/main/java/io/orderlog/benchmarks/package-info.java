/** What is measured, in which order, and how long. */
@NullMarked
package io.orderlog.benchmarks;

import org.jspecify.annotations.NullMarked;
