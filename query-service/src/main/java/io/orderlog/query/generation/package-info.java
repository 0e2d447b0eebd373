/** Generations of the views: each a Postgres schema of its own, one of them live, and the one place that routes reads to it. */
@NullMarked
package io.orderlog.query.generation;

import org.jspecify.annotations.NullMarked;
