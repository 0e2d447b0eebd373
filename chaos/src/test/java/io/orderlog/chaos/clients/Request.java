package io.orderlog.chaos.clients;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants, however often it has to ask.
 *
 * @param orderId {@code null} for a placement
 * @param key the idempotency key; a placement always has one
 * @param ifMatch the version that the order must have; {@code null}: any
 */
public record Request(Action action, @Nullable UUID orderId, @Nullable String key, @Nullable Long ifMatch) {}
