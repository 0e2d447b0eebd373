/** How an order's statuses and totals follow from its events. */
@NullMarked
package io.orderlog.order;

import org.jspecify.annotations.NullMarked;
