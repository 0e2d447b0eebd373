/** The command side: it takes requests, decides on them and appends events to the log. */
@NullMarked
package io.orderlog.command;

import org.jspecify.annotations.NullMarked;
