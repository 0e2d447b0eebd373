/** What a command does to an order: pure decisions on the order's state. */
@NullMarked
package io.orderlog.command.decision;

import org.jspecify.annotations.NullMarked;
