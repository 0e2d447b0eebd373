/** The same sums from two places: the log itself, folded anew and verified record by record, and the views in Postgres. */
@NullMarked
package io.orderlog.cli.figures;

import org.jspecify.annotations.NullMarked;
