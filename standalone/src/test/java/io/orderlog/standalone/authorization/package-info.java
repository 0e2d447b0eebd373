@NullMarked
package io.orderlog.standalone.authorization;

import org.jspecify.annotations.NullMarked;
