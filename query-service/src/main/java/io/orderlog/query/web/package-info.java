/** What all queries share on HTTP: parameters, cursors, consistency tokens, exports and problem details. */
@NullMarked
package io.orderlog.query.web;

import org.jspecify.annotations.NullMarked;
