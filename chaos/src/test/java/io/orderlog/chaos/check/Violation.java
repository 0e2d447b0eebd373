package io.orderlog.chaos.check;

/** A promise that was not kept. */
public record Violation(Kind kind, String what) {

    /** Which one. */
    public enum Kind {
        LOST("accepted, but not in the log as it was answered"),
        DOUBLED("took effect twice"),
        PRESENT("refused, but in the log"),
        FROM_NOBODY("in the log, but nobody asked for it"),
        DAMAGED("the log itself is damaged"),
        NOT_LINEARIZABLE("no order of the commands gives these answers"),
        UNEXPECTED("an answer that the interface does not promise"),
        SLOW("answered too late"),
        INSTANCE_DIFFERS("an instance does not know what the log says"),
        VIEWS_DIFFER("the views do not say what the log says");

        final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }
    }

    @Override
    public String toString() {
        return "%s: %s".formatted(kind.meaning, what);
    }
}
