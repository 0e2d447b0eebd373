/** What led to what: commands to events, and events to events, also on other orders. */
@NullMarked
package io.orderlog.query.history.causation;

import org.jspecify.annotations.NullMarked;
