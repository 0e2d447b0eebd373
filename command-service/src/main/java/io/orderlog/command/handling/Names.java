package io.orderlog.command.handling;

import java.util.Locale;

/** How metrics, traces and log lines call things: stable, in lower case. */
final class Names {

    private Names() {}

    /** @param type one that is documented, such as a command */
    static String of(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    static String of(CommandOutcome outcome) {
        return switch (outcome) {
            case CommandOutcome.Accepted(_, boolean repeated) -> repeated ? "repeated" : "accepted";
            case CommandOutcome.Rejected _ -> "rejected";
            case CommandOutcome.VersionMismatch _ -> "version-mismatch";
            case CommandOutcome.KeyReused _ -> "key-reused";
            case CommandOutcome.OutcomeUnknown _ -> "outcome-unknown";
            case CommandOutcome.Unavailable _ -> "unavailable";
            case CommandOutcome.TooLarge _ -> "too-large";
        };
    }
}
