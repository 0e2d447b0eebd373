/** The envelope of an event, its wire format and the chain that each order's events form. */
@NullMarked
package io.orderlog.event;

import org.jspecify.annotations.NullMarked;
