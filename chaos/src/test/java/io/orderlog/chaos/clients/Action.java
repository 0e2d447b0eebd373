package io.orderlog.chaos.clients;

import io.orderlog.command.decision.OrderCommand;
import org.jspecify.annotations.Nullable;

/**
 * A command as a client words it and as the model understands it.
 *
 * @param kind for statistics
 * @param path below the order's own; for a placement, all of it
 * @param body JSON; {@code null}: none
 */
public record Action(String kind, String method, String path, @Nullable String body, OrderCommand command) {

    /** The same for the same request, and for nothing else. */
    public String fingerprint() {
        return "%s %s %s".formatted(method, path, body);
    }

    public boolean isPlacement() {
        return command instanceof OrderCommand.Place;
    }
}
