/** The way of a command: load, decide, append, confirm. */
@NullMarked
package io.orderlog.command.handling;

import org.jspecify.annotations.NullMarked;
