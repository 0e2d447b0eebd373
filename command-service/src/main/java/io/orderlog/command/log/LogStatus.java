package io.orderlog.command.log;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether this instance knows the log. */
sealed interface LogStatus {

    /** Nothing can be read for now. */
    record Away(String reason) implements LogStatus {}

    /**
     * Reading what was in the log when the tail started.
     *
     * @param read records read since then
     * @param behind records still to read
     * @param elapsed since then
     */
    record CatchingUp(long read, long behind, Duration elapsed) implements LogStatus {

        double recordsPerSecond() {
            return read / Math.max(0.001, elapsed.toMillis() / 1000.0);
        }

        /** @return {@code null} if nothing was read that it could be told from */
        @Nullable
        Duration timeLeft() {
            return read == 0 ? null : Duration.ofSeconds(Math.round(behind / recordsPerSecond()));
        }
    }

    record Current() implements LogStatus {}

    /**
     * Going on could do harm.
     *
     * @param defect whether it is of this instance, so that another start may do better
     */
    record Refusing(String reason, boolean defect) implements LogStatus {}
}
