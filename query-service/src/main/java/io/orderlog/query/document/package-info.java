/** The shapes of an order and of an event over HTTP, for every view that answers one. */
@NullMarked
package io.orderlog.query.document;

import org.jspecify.annotations.NullMarked;
