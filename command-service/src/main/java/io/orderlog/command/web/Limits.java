package io.orderlog.command.web;

/** The bounds of what a request may say, named in the API's documentation and in every refusal. */
final class Limits {

    static final int LINES = 2_000;
    static final int NAME = 64;
    static final int REFERENCE = 128;
    static final int TEXT = 512;
    static final int PERSONAL = 256;
    static final int ADDRESS_LINES = 5;
    static final int ATTRIBUTES = 32;
    static final int QUANTITY = 1_000_000;
    static final long UNIT_PRICE = 1_000_000_000_000L;
    /** Every JSON reader holds it exactly. */
    static final long AMOUNT = (1L << 53) - 1;

    static final String CHARACTERS = "must have {min} to {max} characters";
    static final String ENTRIES = "must have {min} to {max} entries";
    static final String AT_LEAST = "must be at least {value}";
    static final String AT_MOST = "must be at most {value}";

    /** A payment's reference stands in paths. */
    static final String PAYMENT_REFERENCE = "[A-Za-z0-9][A-Za-z0-9._:~-]{0,127}";

    static final String PAYMENT_REFERENCE_REASON = "must have 1 to 128 letters, digits or . _ : ~ - and start with a letter or digit";

    private Limits() {}
}
