/** The launcher's own authorization server: a few clients to try things out with, whose keys and secrets stay in the data folder. */
@NullMarked
package io.orderlog.standalone.authorization;

import org.jspecify.annotations.NullMarked;
