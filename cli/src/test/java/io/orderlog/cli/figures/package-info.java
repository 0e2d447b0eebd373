@NullMarked
package io.orderlog.cli.figures;

import org.jspecify.annotations.NullMarked;
