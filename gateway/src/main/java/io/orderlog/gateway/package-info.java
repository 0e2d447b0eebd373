/** The one entry: passes each request to the side that its method belongs to, and says clearly when that side does not answer. */
@NullMarked
package io.orderlog.gateway;

import org.jspecify.annotations.NullMarked;
