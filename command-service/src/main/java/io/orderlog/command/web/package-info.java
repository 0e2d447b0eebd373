/** The HTTP interface of the command side. */
@NullMarked
package io.orderlog.command.web;

import org.jspecify.annotations.NullMarked;
