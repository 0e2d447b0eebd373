/** The check: what was said, held against what the log says. */
@NullMarked
package io.orderlog.chaos.check;

import org.jspecify.annotations.NullMarked;
