package io.orderlog.command.log;

/**
 * The log ends before the place up to which this instance has read it, or is not there. It lost data, or a broker answers that slept and does not know yet
 * that others lead: only who finds it so again and again can tell.
 */
final class LogTooShortException extends RuntimeException {

    LogTooShortException(String reason) {
        super(reason);
    }
}
