package io.orderlog.standalone;

import java.io.Serial;

/** A reason not to start that the user can do something about, with the sentence to show. */
final class StartFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String sentence;

    StartFailure(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
