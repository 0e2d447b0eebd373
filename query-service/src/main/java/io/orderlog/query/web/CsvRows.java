package io.orderlog.query.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** CSV as RFC 4180 has it, with a head, which a spreadsheet can open without computing what others wrote. */
final class CsvRows<T> implements ExportRows<T> {

    /** What spreadsheets take for the beginning of a formula, also in full width. */
    private static final String FORMULA_BEGINS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private final List<Export.Column<T>> columns;
    private final CSVPrinter printer;

    CsvRows(List<Export.Column<T>> columns, OutputStream target) throws IOException {
        this.columns = columns;
        this.printer = new CSVPrinter(new BufferedWriter(new OutputStreamWriter(target, UTF_8), ExportConverter.BUFFER), CSVFormat.RFC4180);
        printer.printRecord(columns.stream().map(Export.Column::name));
    }

    @Override
    public void write(T row) throws IOException {
        for (Export.Column<T> column : columns) {
            printer.print(cell(column.value().apply(row)));
        }
        printer.println();
    }

    private static @Nullable Object cell(@Nullable Object value) {
        return value instanceof String text && !text.isEmpty() && FORMULA_BEGINS.indexOf(text.charAt(0)) >= 0 ? "'" + text : value;
    }

    @Override
    public void flush() throws IOException {
        printer.flush();
    }
}
