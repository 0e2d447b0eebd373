@NullMarked
package io.orderlog.query.generation;

import org.jspecify.annotations.NullMarked;
