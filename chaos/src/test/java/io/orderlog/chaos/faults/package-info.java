/** What is done to the house. */
@NullMarked
package io.orderlog.chaos.faults;

import org.jspecify.annotations.NullMarked;
