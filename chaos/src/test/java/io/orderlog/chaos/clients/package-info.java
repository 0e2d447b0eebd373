/** The clients: what they ask, what they are told, and when. */
@NullMarked
package io.orderlog.chaos.clients;

import org.jspecify.annotations.NullMarked;
