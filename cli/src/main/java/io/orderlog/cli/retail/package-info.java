/** The Online Retail file: reading it and deciding, from the file alone, what is to become of each invoice. */
@NullMarked
package io.orderlog.cli.retail;

import org.jspecify.annotations.NullMarked;
