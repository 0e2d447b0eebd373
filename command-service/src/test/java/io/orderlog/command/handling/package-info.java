@NullMarked
package io.orderlog.command.handling;

import org.jspecify.annotations.NullMarked;
