package io.orderlog.cli.retail;

/** The file cannot be used; the message is one sentence for the user that names the file and the line. */
public final class UnreadableFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableFileException(String message) {
        super(message);
    }

    UnreadableFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
