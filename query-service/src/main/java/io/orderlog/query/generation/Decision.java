package io.orderlog.query.generation;

import org.jspecify.annotations.Nullable;

/** Who wants a generation to change, and why: for the journal. */
public record Decision(String actor, @Nullable String reason) {

    /** What the service does without being asked. */
    public static Decision byItself(String reason) {
        return new Decision("orderlog", reason);
    }
}
