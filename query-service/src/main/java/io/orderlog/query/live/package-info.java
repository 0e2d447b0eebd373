/** What happens to orders, told to those who wait for it: server-sent events and long polling, from the history of the live views. */
@NullMarked
package io.orderlog.query.live;

import org.jspecify.annotations.NullMarked;
