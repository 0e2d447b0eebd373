package io.orderlog.cli.retail;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All lines of the file with the same invoice number, in the file's order.
 *
 * @param date of its first line, local time in London
 * @param customerId of its first line; {@code null} where the file names none
 * @param country of its first line
 * @param ambiguous its lines name different customers or countries
 * @param severalTimes its lines bear different times
 */
public record Invoice(
        String number,
        LocalDateTime date,
        @Nullable String customerId,
        String country,
        List<InvoiceLine> lines,
        boolean ambiguous,
        boolean severalTimes) {

    public Invoice {
        lines = List.copyOf(lines);
    }

    /** Its number is made of digits alone. */
    public boolean isSale() {
        return isNumber(number);
    }

    /** Its number is a {@code C} followed by digits. */
    public boolean isCancellation() {
        return number.startsWith("C") && isNumber(number.substring(1));
    }

    /** Its number begins with an {@code A}: bad debt is adjusted, nothing is sold. */
    public boolean isAdjustment() {
        return number.startsWith("A");
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
