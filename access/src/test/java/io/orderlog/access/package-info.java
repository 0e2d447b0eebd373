@NullMarked
package io.orderlog.access;

import org.jspecify.annotations.NullMarked;
