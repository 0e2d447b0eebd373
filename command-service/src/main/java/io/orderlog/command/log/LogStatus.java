package io.orderlog.command.log;

/** Whether this instance knows the log. */
sealed interface LogStatus {

    /** Kafka did not answer yet. */
    record Connecting() implements LogStatus {}

    /**
     * Reading what was in the log when the tail started.
     *
     * @param read records read since then
     * @param behind records still to read
     */
    record CatchingUp(long read, long behind) implements LogStatus {}

    record Current() implements LogStatus {}

    /** Going on could do harm. */
    record Refusing(String reason) implements LogStatus {}
}
