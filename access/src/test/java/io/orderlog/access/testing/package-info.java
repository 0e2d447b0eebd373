/** For the tests of all modules: tokens as an issuer would give them, signed with a key of their own. */
@NullMarked
package io.orderlog.access.testing;

import org.jspecify.annotations.NullMarked;
