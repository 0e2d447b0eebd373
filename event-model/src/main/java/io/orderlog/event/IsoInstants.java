package io.orderlog.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** Reads times as they are written: {@code 2026-11-26T23:10:24.123456Z}, with at most nine decimals or none. */
final class IsoInstants {

    private static final String SHAPE = "0000-00-00T00:00:00";
    private static final int SECONDS_OF_A_MINUTE = 60;
    private static final int SECONDS_OF_AN_HOUR = 3_600;
    private static final int SECONDS_OF_A_DAY = 86_400;
    private static final int DECIMALS = 9;

    private IsoInstants() {}

    /**
     * As {@link Instant#parse}, which is asked wherever the text looks otherwise, and takes ten times as long.
     *
     * @throws DateTimeParseException if it is no such time
     */
    static Instant parse(String text) {
        int second = hasShape(text) ? secondOfDay(text) : -1;
        int nanos = second < 0 ? -1 : nanos(text);
        if (nanos < 0) {
            return Instant.parse(text);
        }
        try {
            LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
            return Instant.ofEpochSecond(day.toEpochDay() * SECONDS_OF_A_DAY + second, nanos);
        } catch (DateTimeException e) {
            return Instant.parse(text);
        }
    }

    private static boolean hasShape(String text) {
        if (text.length() <= SHAPE.length() || text.charAt(text.length() - 1) != 'Z') {
            return false;
        }
        for (int at = 0; at < SHAPE.length(); at++) {
            char wanted = SHAPE.charAt(at);
            if (wanted == '0' ? !isDigit(text.charAt(at)) : text.charAt(at) != wanted) {
                return false;
            }
        }
        return true;
    }

    /** @return -1 for what is no usual time of day */
    private static int secondOfDay(String text) {
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        return hour < 24 && minute < 60 && second < 60 ? hour * SECONDS_OF_AN_HOUR + minute * SECONDS_OF_A_MINUTE + second : -1;
    }

    /** @return -1 for what are no decimals */
    private static int nanos(String text) {
        int end = text.length() - 1;
        int decimals = end - SHAPE.length() - 1;
        if (decimals == -1) {
            return 0;
        }
        if (decimals < 1 || decimals > DECIMALS || text.charAt(SHAPE.length()) != '.') {
            return -1;
        }
        int nanos = 0;
        for (int at = 0; at < DECIMALS; at++) {
            char digit = at < decimals ? text.charAt(SHAPE.length() + 1 + at) : '0';
            if (!isDigit(digit)) {
                return -1;
            }
            nanos = nanos * 10 + digit - '0';
        }
        return nanos;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static int number(String text, int begin, int end) {
        int number = 0;
        for (int at = begin; at < end; at++) {
            number = number * 10 + text.charAt(at) - '0';
        }
        return number;
    }
}
