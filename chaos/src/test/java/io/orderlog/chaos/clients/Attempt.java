package io.orderlog.chaos.clients;

import io.orderlog.command.handling.CommandOutcome;
import io.orderlog.command.log.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * One request that was sent, when, and what came back.
 *
 * @param correlationId names this attempt in the log, if it got there
 * @param invokedAt nanoseconds on this process' clock
 * @param returnedAt as {@code invokedAt}
 */
public record Attempt(
        int client, int instance, Request request, String correlationId, long invokedAt, long returnedAt, Answer answer) {

    /** Whether the client cannot know if there was an effect. */
    public boolean isAmbiguous() {
        return switch (answer) {
            case Answer.Told(CommandOutcome outcome) -> outcome instanceof CommandOutcome.OutcomeUnknown;
            case Answer.Silence _,Answer.Unexpected _ -> true;
            case Answer.NotSent() -> false;
        };
    }

    /** Whether the client knows what became of its request. */
    public boolean isDefinite() {
        return answer instanceof Answer.Told(CommandOutcome outcome)
                && !(outcome instanceof CommandOutcome.OutcomeUnknown || outcome instanceof CommandOutcome.Unavailable);
    }

    /** @return {@code null} unless it was accepted, now or by an earlier attempt */
    public @Nullable Receipt receipt() {
        return answer instanceof Answer.Told(CommandOutcome.Accepted(Receipt receipt, boolean _)) ? receipt : null;
    }

    /** Whether it was accepted because an earlier attempt was. */
    public boolean isReplay() {
        return answer instanceof Answer.Told(CommandOutcome.Accepted(Receipt _, boolean repeated)) && repeated;
    }

    /** For statistics. */
    public String outcome() {
        return switch (answer) {
            case Answer.Told(CommandOutcome outcome) -> switch (outcome) {
                case CommandOutcome.Accepted(var _, boolean repeated) -> repeated ? "accepted before" : "accepted";
                case CommandOutcome.Rejected _ -> "rejected";
                case CommandOutcome.VersionMismatch _ -> "version mismatch";
                case CommandOutcome.KeyReused _ -> "key reused";
                case CommandOutcome.OutcomeUnknown _ -> "outcome unknown";
                case CommandOutcome.Unavailable _ -> "unavailable";
                case CommandOutcome.TooLarge _ -> "too large";
            };
            case Answer.NotSent() -> "not sent";
            case Answer.Silence _ -> "no answer";
            case Answer.Unexpected _ -> "unexpected";
        };
    }
}
