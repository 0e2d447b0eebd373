/** How the commands of operators ask, and what they show on the screen. */
@NullMarked
package io.orderlog.cli.operating;

import org.jspecify.annotations.NullMarked;
