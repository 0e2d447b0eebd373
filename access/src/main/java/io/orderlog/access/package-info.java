/** Who asks and what that client may do: tokens are verified here, and each service says which path needs which scope. */
@NullMarked
package io.orderlog.access;

import org.jspecify.annotations.NullMarked;
