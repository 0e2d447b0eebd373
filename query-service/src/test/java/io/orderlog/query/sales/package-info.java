@NullMarked
package io.orderlog.query.sales;

import org.jspecify.annotations.NullMarked;
