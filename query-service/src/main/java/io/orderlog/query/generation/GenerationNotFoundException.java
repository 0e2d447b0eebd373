package io.orderlog.query.generation;

/** There never was a generation of this number. */
public final class GenerationNotFoundException extends RuntimeException {

    GenerationNotFoundException(int number) {
        super("There is no generation " + number + ".");
    }
}
