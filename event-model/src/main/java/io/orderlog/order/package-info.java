/** The order: its events, its state and how an event changes the state. */
@NullMarked
package io.orderlog.order;

import org.jspecify.annotations.NullMarked;
