package io.orderlog.command.log;

/** The log is not what it was or breaks its own rule. Going on could do harm, so the instance refuses; the message says the way out. */
final class LogDamagedException extends RuntimeException {

    LogDamagedException(String reason) {
        super(reason);
    }

    LogDamagedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
