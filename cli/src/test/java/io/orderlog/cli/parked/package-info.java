@NullMarked
package io.orderlog.cli.parked;

import org.jspecify.annotations.NullMarked;
