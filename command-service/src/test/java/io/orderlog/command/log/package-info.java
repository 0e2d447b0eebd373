@NullMarked
package io.orderlog.command.log;

import org.jspecify.annotations.NullMarked;
