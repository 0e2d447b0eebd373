/** Carries out an import plan through the REST API and reports what came of it. */
@NullMarked
package io.orderlog.cli.importing;

import org.jspecify.annotations.NullMarked;
