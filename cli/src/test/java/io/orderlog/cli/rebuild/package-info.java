@NullMarked
package io.orderlog.cli.rebuild;

import org.jspecify.annotations.NullMarked;
