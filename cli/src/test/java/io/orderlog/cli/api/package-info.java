@NullMarked
package io.orderlog.cli.api;

import org.jspecify.annotations.NullMarked;
