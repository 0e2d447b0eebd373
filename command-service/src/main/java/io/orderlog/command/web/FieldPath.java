package io.orderlog.command.web;

import java.util.stream.Collectors;

/**
 * How fields are named in answers: {@code lines[3].unitPrice}, {@code attributes['a name with blanks']}.
 *
 * <p>Every field that is read has one, and only those that are wrong have theirs spelled out.
 */
sealed interface FieldPath {

    FieldPath ROOT = new Root();

    int LONGEST_NAME = 64;

    /** The body itself. */
    record Root() implements FieldPath {}

    record Child(FieldPath parent, String name) implements FieldPath {}

    record Element(FieldPath parent, int index) implements FieldPath {}

    default FieldPath child(String name) {
        return new Child(this, name);
    }

    default FieldPath element(int index) {
        return new Element(this, index);
    }

    /** As it stands in answers; empty for the body itself. */
    default String text() {
        return switch (this) {
            case Root() -> "";
            case Child(Root(), String name) when isPlain(name) -> name;
            case Child(FieldPath parent, String name) when isPlain(name) -> parent.text() + "." + name;
            case Child(FieldPath parent, String name) -> parent.text() + "['" + printable(name, LONGEST_NAME) + "']";
            case Element(FieldPath parent, int index) -> parent.text() + "[" + index + "]";
        };
    }

    /** What a client wrote, shortened, with everything that could confuse a reader or a terminal escaped. */
    static String printable(String text, int longest) {
        int end = text.offsetByCodePoints(0, Math.min(longest, text.codePointCount(0, text.length())));
        String shown = text.substring(0, end)
                .codePoints()
                .mapToObj(c -> Text.Validator.isPrintable(c) ? Character.toString(c) : "\\u%04x".formatted(c))
                .collect(Collectors.joining());
        return end < text.length() ? shown + "..." : shown;
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST_NAME
                && name.chars().allMatch(c -> c == '_' || c == '-' || (c < 128 && Character.isLetterOrDigit(c)));
    }
}
