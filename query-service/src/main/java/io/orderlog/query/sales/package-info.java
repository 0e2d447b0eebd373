/** The view of sales: what each product and each day sold, and what became of it. */
@NullMarked
package io.orderlog.query.sales;

import org.jspecify.annotations.NullMarked;
