@NullMarked
package io.orderlog.command.web;

import org.jspecify.annotations.NullMarked;
