package io.orderlog.command.web;

import java.util.stream.Collectors;

/** How fields are named in answers: {@code lines[3].unitPrice}, {@code attributes['a name with blanks']}. */
final class FieldPath {

    static final String ROOT = "";

    private static final int LONGEST_NAME = 64;

    private FieldPath() {}

    static String child(String parent, String name) {
        if (isPlain(name)) {
            return parent.isEmpty() ? name : parent + "." + name;
        }
        return parent + "['" + printable(name, LONGEST_NAME) + "']";
    }

    static String index(String parent, int index) {
        return parent + "[" + index + "]";
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
