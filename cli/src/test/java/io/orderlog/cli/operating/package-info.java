@NullMarked
package io.orderlog.cli.operating;

import org.jspecify.annotations.NullMarked;
