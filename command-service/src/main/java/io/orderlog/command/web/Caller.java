package io.orderlog.command.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and what the headers say about the request.
 *
 * @param idempotencyKey the client's name for the request
 * @param acceptedVersions the versions of which the order must have one; {@code null}: any
 * @param correlationId the same for everything that one outside cause led to
 * @param causationId the event or request that led to this one
 * @param traceparent W3C trace context
 */
record Caller(
        String actor,
        @Nullable String idempotencyKey,
        @Nullable List<Long> acceptedVersions,
        String correlationId,
        String causationId,
        @Nullable String traceparent) {

    Caller withIdempotencyKey(@Nullable String key) {
        return new Caller(actor, key, acceptedVersions, correlationId, causationId, traceparent);
    }
}
