/** The read side: follows the log into views in Postgres and answers queries from them. */
@NullMarked
package io.orderlog.query;

import org.jspecify.annotations.NullMarked;
