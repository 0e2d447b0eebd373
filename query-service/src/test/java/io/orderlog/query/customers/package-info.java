@NullMarked
package io.orderlog.query.customers;

import org.jspecify.annotations.NullMarked;
