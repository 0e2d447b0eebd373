/** What all HTTP ports of the house have in common: how slow a client may be, how a path is written, and what the server itself refuses. */
@NullMarked
package io.orderlog.http;

import org.jspecify.annotations.NullMarked;
