/** The view of the orders as they are: one row an order, lines as rows of their own. */
@NullMarked
package io.orderlog.query.orders;

import org.jspecify.annotations.NullMarked;
