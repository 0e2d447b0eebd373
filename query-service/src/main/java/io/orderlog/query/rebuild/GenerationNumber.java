package io.orderlog.query.rebuild;

import io.orderlog.query.web.NotFoundException;
import java.util.regex.Pattern;

/** Reads the numbers of generations in paths strictly. */
final class GenerationNumber {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private GenerationNumber() {}

    /** @throws NotFoundException if no generation can have it */
    static int parse(String number) {
        if (!NUMBER.matcher(number).matches()) {
            throw NotFoundException.path();
        }
        return Integer.parseInt(number);
    }
}
