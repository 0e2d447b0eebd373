/** An authorization server with a few clients to try things out with, whose keys and secrets stay in one folder. */
@NullMarked
package io.orderlog.authorization;

import org.jspecify.annotations.NullMarked;
