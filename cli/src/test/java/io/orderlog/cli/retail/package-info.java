@NullMarked
package io.orderlog.cli.retail;

import org.jspecify.annotations.NullMarked;
