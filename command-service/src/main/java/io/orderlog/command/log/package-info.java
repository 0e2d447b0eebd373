/** The order log and the local state that is folded from it. */
@NullMarked
package io.orderlog.command.log;

import org.jspecify.annotations.NullMarked;
