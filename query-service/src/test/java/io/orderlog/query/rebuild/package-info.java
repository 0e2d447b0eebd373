@NullMarked
package io.orderlog.query.rebuild;

import org.jspecify.annotations.NullMarked;
