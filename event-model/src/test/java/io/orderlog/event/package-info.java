/** The wire format is for ever: these tests hold it byte for byte. */
@NullMarked
package io.orderlog.event;

import org.jspecify.annotations.NullMarked;
