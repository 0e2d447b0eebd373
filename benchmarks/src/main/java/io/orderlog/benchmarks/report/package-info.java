/** What was measured, beside the goals, on the screen and in Markdown. */
@NullMarked
package io.orderlog.benchmarks.report;

import org.jspecify.annotations.NullMarked;
