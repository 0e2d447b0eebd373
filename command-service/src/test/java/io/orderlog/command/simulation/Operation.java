package io.orderlog.command.simulation;

import io.orderlog.command.handling.CommandOutcome;
import io.orderlog.command.handling.CommandRequest;
import org.jspecify.annotations.Nullable;

/** What a client asked, when, and what it was told. Times are steps of the schedule. */
final class Operation {

    static final int NEVER = Integer.MAX_VALUE;

    final int client;
    final int instance;
    final CommandRequest request;
    final int invokedAt;
    int returnedAt = NEVER;
    /** {@code null}: never answered. */
    @Nullable
    CommandOutcome outcome;

    Operation(int client, int instance, CommandRequest request, int invokedAt) {
        this.client = client;
        this.instance = instance;
        this.request = request;
        this.invokedAt = invokedAt;
    }

    /** Whether the client does not know if the command had an effect. */
    boolean isAmbiguous() {
        return outcome == null || outcome instanceof CommandOutcome.OutcomeUnknown;
    }

    boolean hadSurelyNoEffect() {
        return outcome instanceof CommandOutcome.Unavailable || outcome instanceof CommandOutcome.TooLarge;
    }

    @Override
    public String toString() {
        return "%d..%s client %d at instance %d: %s key=%s if-match=%s -> %s".formatted(
                invokedAt,
                returnedAt == NEVER ? "never" : returnedAt,
                client,
                instance,
                request.fingerprint(),
                request.idempotencyKey(),
                request.expectedVersion(),
                outcome);
    }
}
