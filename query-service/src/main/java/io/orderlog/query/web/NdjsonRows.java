package io.orderlog.query.web;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.databind.json.JsonMapper;

/** One JSON object a line. */
final class NdjsonRows<T> implements ExportRows<T> {

    private final JsonMapper json;
    private final OutputStream target;

    NdjsonRows(JsonMapper json, OutputStream target) {
        this.json = json;
        this.target = new BufferedOutputStream(target, ExportConverter.BUFFER);
    }

    @Override
    public void write(T row) throws IOException {
        target.write(json.writeValueAsBytes(row));
        target.write('\n');
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }
}
