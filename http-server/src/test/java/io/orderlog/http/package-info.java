@NullMarked
package io.orderlog.http;

import org.jspecify.annotations.NullMarked;
