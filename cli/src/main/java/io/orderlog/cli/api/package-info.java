/** The REST API as a client sees it: commands that are repeated under the same key until they are answered. */
@NullMarked
package io.orderlog.cli.api;

import org.jspecify.annotations.NullMarked;
