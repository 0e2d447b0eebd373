package io.orderlog.command.web;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The condition of RFC 9110, section 13.1.1, on an order whose entity tags are its versions in quotes. */
final class IfMatch {

    private static final String TAG = "(W/)?\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\"";
    private static final Pattern LIST = Pattern.compile("[ \\t]*+" + TAG + "(?:[ \\t]*+,[ \\t]*+" + TAG + ")*+[ \\t]*+");
    private static final Pattern ANY_TAG = Pattern.compile(TAG);
    private static final Pattern STRONG_VERSION = Pattern.compile("\"([1-9][0-9]{0,17})\"");
    private static final List<Long> NONE = List.of(0L);
    private static final int LONGEST = 1_000;

    private IfMatch() {}

    /**
     * The versions that satisfy the condition; weak tags and tags that are no version satisfy none, which is version 0 here.
     *
     * @return {@code null} if every version does
     * @throws IllegalArgumentException if the header is malformed
     */
    static @Nullable List<Long> versions(String header) {
        if (header.strip().equals("*")) {
            return null;
        }
        if (header.length() > LONGEST || !LIST.matcher(header).matches()) {
            throw new IllegalArgumentException("must be *, or entity tags such as \"3\", separated by commas");
        }
        List<Long> versions = ANY_TAG.matcher(header)
                .results()
                .map(tag -> STRONG_VERSION.matcher(tag.group()))
                .filter(Matcher::matches)
                .map(version -> Long.valueOf(version.group(1)))
                .toList();
        return versions.isEmpty() ? NONE : versions;
    }
}
