/** What each program tells whoever watches over it, and what it keeps to itself: nothing of this says who a customer is. */
@NullMarked
package io.orderlog.telemetry;

import org.jspecify.annotations.NullMarked;
