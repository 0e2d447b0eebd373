/** For tests of the read side, here and in other modules: a log to append to, a fold of the topic, and a comparison of the two. */
@NullMarked
package io.orderlog.query.testing;

import org.jspecify.annotations.NullMarked;
