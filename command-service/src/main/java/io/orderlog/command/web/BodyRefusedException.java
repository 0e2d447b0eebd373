package io.orderlog.command.web;

/** A body that is not read to its end. */
final class BodyRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;

    private BodyRefusedException(ProblemType type, String message) {
        super(message, null, false, false);
        this.type = type;
    }

    static BodyRefusedException tooLarge(int limit) {
        return new BodyRefusedException(ProblemType.BODY_TOO_LARGE, "The body is larger than %d bytes.".formatted(limit));
    }

    static BodyRefusedException tooSlow() {
        return new BodyRefusedException(ProblemType.BODY_TOO_SLOW, "The body did not arrive in time.");
    }

    static BodyRefusedException encoded() {
        return new BodyRefusedException(
                ProblemType.UNSUPPORTED_MEDIA_TYPE, "Bodies are taken as they are: leave out Content-Encoding.");
    }

    static BodyRefusedException notUtf8() {
        return new BodyRefusedException(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Bodies are taken in UTF-8 only.");
    }

    ProblemType type() {
        return type;
    }
}
