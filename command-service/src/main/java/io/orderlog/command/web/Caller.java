package io.orderlog.command.web;

import io.orderlog.access.Client;
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
        Client client,
        @Nullable String idempotencyKey,
        @Nullable List<Long> acceptedVersions,
        String correlationId,
        String causationId,
        @Nullable String traceparent) {

    /** The client as events name it, and as idempotency keys belong to it. */
    String actor() {
        return client.name();
    }

    Caller withIdempotencyKey(@Nullable String key) {
        return new Caller(client, key, acceptedVersions, correlationId, causationId, traceparent);
    }
}
