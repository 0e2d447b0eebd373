/** Rebuilding the views beside the live ones: what operators ask for, and the steps that each generation goes by itself. */
@NullMarked
package io.orderlog.query.rebuild;

import org.jspecify.annotations.NullMarked;
