package io.orderlog.cli.api;

/**
 * A POST that may be repeated: the server does what one idempotency key asks for once.
 *
 * @param path relative to the server's address, such as {@code orders}
 * @param body written as JSON; components that are {@code null} are left out
 */
public record Command(String path, String idempotencyKey, Object body) {}
