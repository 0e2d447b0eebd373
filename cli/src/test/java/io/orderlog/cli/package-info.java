@NullMarked
package io.orderlog.cli;

import org.jspecify.annotations.NullMarked;
