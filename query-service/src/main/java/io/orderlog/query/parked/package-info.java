/** Orders whose events could not be projected: what is parked and why, and what operators decide about it. */
@NullMarked
package io.orderlog.query.parked;

import org.jspecify.annotations.NullMarked;
