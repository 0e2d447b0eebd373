package io.orderlog.command.web;

import org.springframework.http.ProblemDetail;

/** A body, or a line of a batch, that is not taken in. */
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

    static BodyRefusedException lineTooLong(int limit) {
        return new BodyRefusedException(ProblemType.BODY_TOO_LARGE, "The line is longer than %d bytes.".formatted(limit));
    }

    static BodyRefusedException tooSlow() {
        return new BodyRefusedException(ProblemType.BODY_TOO_SLOW, "The body did not arrive in time.");
    }

    static BodyRefusedException noRoom() {
        return new BodyRefusedException(ProblemType.UNAVAILABLE, "Too many large bodies are held. Nothing was changed; try again later.");
    }

    static BodyRefusedException noPlace() {
        return new BodyRefusedException(ProblemType.UNAVAILABLE, "Too many requests are under way. Nothing was changed; try again later.");
    }

    static BodyRefusedException encoded() {
        return new BodyRefusedException(
                ProblemType.UNSUPPORTED_MEDIA_TYPE, "Bodies are taken as they are: leave out Content-Encoding.");
    }

    static BodyRefusedException notUtf8() {
        return new BodyRefusedException(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Bodies are taken in UTF-8 only.");
    }

    ProblemDetail problem() {
        return type.detail(String.valueOf(getMessage()));
    }
}
