/** Tests of how batches are folded and written. */
@NullMarked
package io.orderlog.query.projection;

import org.jspecify.annotations.NullMarked;
