package io.orderlog.query.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the log that a query must have seen, as commands answer it: {@code partition:offset}.
 *
 * @param partition 0, 1, 2, ...
 * @param offset of the record that must have been read
 */
record ConsistencyToken(int partition, long offset) {

    static final String HEADER = "Consistency-Token";

    private static final int MOST = 100;
    private static final Pattern FORM = Pattern.compile("([0-9]{1,4}):([0-9]{1,18})");

    /**
     * @param values of the header, each one or several tokens with commas between them
     * @throws InvalidParametersException if one is malformed
     */
    static List<ConsistencyToken> parse(Iterable<String> values) {
        List<ConsistencyToken> tokens = new ArrayList<>();
        for (String value : values) {
            for (String token : value.split(",", -1)) {
                Matcher form = FORM.matcher(token.strip());
                if (!form.matches()) {
                    throw new InvalidParametersException(HEADER, "must be partition:offset, such as 3:1207, or several with commas");
                }
                tokens.add(new ConsistencyToken(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2))));
            }
        }
        if (tokens.size() > MOST) {
            throw new InvalidParametersException(HEADER, "must not be more than " + MOST);
        }
        return Collections.unmodifiableList(tokens);
    }
}
