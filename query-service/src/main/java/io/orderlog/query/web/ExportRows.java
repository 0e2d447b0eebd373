package io.orderlog.query.web;

import java.io.IOException;

/** The rows of an export on their way to the client. */
interface ExportRows<T> {

    void write(T row) throws IOException;

    void flush() throws IOException;
}
