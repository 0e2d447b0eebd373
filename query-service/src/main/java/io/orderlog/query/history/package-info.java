/** The view of all that ever happened: one row for each valid event, with its envelope and its place in the log. */
@NullMarked
package io.orderlog.query.history;

import org.jspecify.annotations.NullMarked;
