package io.orderlog.cli.retail;

import java.util.List;

/**
 * What a file holds.
 *
 * @param invoices by date, and in the file's order where dates are equal
 * @param lines how many lines were read, without the header
 * @param trimmedFields how many fields had blanks around them
 */
public record RetailFile(List<Invoice> invoices, int lines, int trimmedFields) {

    public RetailFile {
        invoices = List.copyOf(invoices);
    }
}
