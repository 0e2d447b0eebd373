package io.orderlog.benchmarks.report;

import java.util.Locale;

/** What was aimed at, and what came out. */
public record Goal(String name, String wanted, String measured, boolean met) {

    public static Goal atLeast(String name, double wanted, double measured, String unit) {
        return new Goal(name, ">= " + number(wanted) + unit, number(measured) + unit, measured >= wanted);
    }

    public static Goal atMost(String name, double wanted, double measured, String unit) {
        return new Goal(name, "<= " + number(wanted) + unit, number(measured) + unit, measured <= wanted);
    }

    private static String number(double value) {
        return value >= 100 ? String.format(Locale.ROOT, "%,.0f", value) : String.format(Locale.ROOT, "%.2f", value);
    }
}
