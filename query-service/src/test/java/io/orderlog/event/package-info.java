/** Codecs of releases that are not written yet. */
@NullMarked
package io.orderlog.event;

import org.jspecify.annotations.NullMarked;
