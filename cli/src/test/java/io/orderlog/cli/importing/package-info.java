@NullMarked
package io.orderlog.cli.importing;

import org.jspecify.annotations.NullMarked;
