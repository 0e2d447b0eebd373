package io.orderlog.command.handling;

import io.orderlog.command.decision.OrderCommand;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command with all that the event must tell about where it came from.
 *
 * @param expectedVersion the version that the client has seen; {@code null}: any
 * @param actor the authenticated client
 * @param customer the only customer whose orders the client may touch; {@code null}: any
 * @param idempotencyKey the client's name for the request; {@code null}: the client does not repeat it
 * @param fingerprint the same for repetitions of the request and for nothing else
 * @param correlationId the same for everything that one outside cause led to
 * @param causationId the event or request that led to this command
 * @param effectiveAt when it happened, if that was earlier
 * @param traceparent W3C trace context; {@code null}: the command is not part of a trace
 */
public record CommandRequest(
        UUID orderId,
        OrderCommand command,
        @Nullable Long expectedVersion,
        String actor,
        @Nullable String customer,
        @Nullable String idempotencyKey,
        String fingerprint,
        String correlationId,
        String causationId,
        @Nullable Instant effectiveAt,
        @Nullable String traceparent) {}
