/** The view of customers: what each ordered, paid and got back, and who did most. */
@NullMarked
package io.orderlog.query.customers;

import org.jspecify.annotations.NullMarked;
