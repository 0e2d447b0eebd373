@NullMarked
package io.orderlog.authorization;

import org.jspecify.annotations.NullMarked;
