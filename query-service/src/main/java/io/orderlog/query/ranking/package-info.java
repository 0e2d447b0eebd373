/** The largest sums of figures that each partition of the log keeps apart. */
@NullMarked
package io.orderlog.query.ranking;

import org.jspecify.annotations.NullMarked;
