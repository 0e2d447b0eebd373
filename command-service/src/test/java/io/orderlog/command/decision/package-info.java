/** The rules of an order's life: every acceptance, every rejection, and what no sequence of commands breaks. */
@NullMarked
package io.orderlog.command.decision;

import org.jspecify.annotations.NullMarked;
