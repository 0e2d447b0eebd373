/** What operators do about the generations of the views. */
@NullMarked
package io.orderlog.cli.rebuild;

import org.jspecify.annotations.NullMarked;
