/** For tests of the command side, here and in other modules: what one order may answer, and the check of a history against it. */
@NullMarked
package io.orderlog.command.testing;

import org.jspecify.annotations.NullMarked;
