package io.orderlog.command.testing;

import io.orderlog.command.handling.CommandOutcome;
import io.orderlog.command.handling.CommandRequest;
import org.jspecify.annotations.Nullable;

/** What a client asked, when, and what it was told. Times are of any unit, and of one clock for all operations of a history. */
public final class Operation {

    /** When a client is answered that is not answered. */
    public static final long NEVER = Long.MAX_VALUE;

    private final int client;
    private final int instance;
    private final CommandRequest request;
    private final long invokedAt;
    private long returnedAt = NEVER;
    private @Nullable CommandOutcome outcome;

    public Operation(int client, int instance, CommandRequest request, long invokedAt) {
        this.client = client;
        this.instance = instance;
        this.request = request;
        this.invokedAt = invokedAt;
    }

    /** @param at {@link #NEVER} if it is known by other means than an answer */
    public void returned(CommandOutcome told, long at) {
        outcome = told;
        returnedAt = isAmbiguous() ? NEVER : at;
    }

    public int client() {
        return client;
    }

    public int instance() {
        return instance;
    }

    public CommandRequest request() {
        return request;
    }

    long invokedAt() {
        return invokedAt;
    }

    long returnedAt() {
        return returnedAt;
    }

    /** @return {@code null}: never answered */
    public @Nullable CommandOutcome outcome() {
        return outcome;
    }

    /** Whether the client does not know if the command had an effect. */
    public boolean isAmbiguous() {
        return outcome == null || outcome instanceof CommandOutcome.OutcomeUnknown;
    }

    public boolean hadSurelyNoEffect() {
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
