/** Requests that nobody should send, made of the descriptions of both interfaces, and what may not come of them. */
@NullMarked
package io.orderlog.standalone.fuzz;

import org.jspecify.annotations.NullMarked;
