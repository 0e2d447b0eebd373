/** Orders as they were: at a version, at an instant, and what changed in between. */
@NullMarked
package io.orderlog.query.history.past;

import org.jspecify.annotations.NullMarked;
