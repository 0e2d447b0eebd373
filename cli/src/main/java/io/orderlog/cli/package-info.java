/** The command line: one class per command, exit codes and help. */
@NullMarked
package io.orderlog.cli;

import org.jspecify.annotations.NullMarked;
