/**
 * For tests of the command side, here and in other modules: what one order may answer, the check of a history against it, and a disk that
 * can be filled.
 */
@NullMarked
package io.orderlog.command.testing;

import org.jspecify.annotations.NullMarked;
