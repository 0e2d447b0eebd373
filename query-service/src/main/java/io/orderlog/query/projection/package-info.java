/** From batches of log records to views: what is valid, what it does to each order, and one transaction that writes it all. */
@NullMarked
package io.orderlog.query.projection;

import org.jspecify.annotations.NullMarked;
