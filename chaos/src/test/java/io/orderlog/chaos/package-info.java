/** Commands stay linearizable whatever breaks: real processes, real sockets, faults at random, and a check of everything that was said. */
@NullMarked
package io.orderlog.chaos;

import org.jspecify.annotations.NullMarked;
