/** Whether the history proves itself: its chains of hashes computed anew, order by order from the view and over the whole log. */
@NullMarked
package io.orderlog.query.history.verification;

import org.jspecify.annotations.NullMarked;
