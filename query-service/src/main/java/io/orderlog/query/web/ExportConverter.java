package io.orderlog.query.web;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes exports while they are read.
 *
 * <p>What goes wrong before the first row is answered as a problem; after it the connection is cut, so that nobody takes a part for the
 * whole.
 */
@Component
class ExportConverter implements HttpMessageConverter<Export<?, ?>> {

    static final int BUFFER = 32 * 1024;

    private static final Logger log = LoggerFactory.getLogger(ExportConverter.class);
    private static final MediaType CSV = MediaType.parseMediaType(Export.CSV);
    private static final MediaType NDJSON = MediaType.parseMediaType(Export.NDJSON);

    private final ExportReader reader;
    private final JsonMapper json;

    ExportConverter(ExportReader reader, JsonMapper json) {
        this.reader = reader;
        this.json = json;
    }

    @Override
    public List<MediaType> getSupportedMediaTypes() {
        return List.of(CSV, NDJSON);
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType format) {
        return type.equals(Export.class) && (format == null || CSV.isCompatibleWith(format) || NDJSON.isCompatibleWith(format));
    }

    @Override
    public void write(Export<?, ?> export, @Nullable MediaType format, HttpOutputMessage answer) throws IOException {
        boolean csv = format == null || CSV.isCompatibleWith(format);
        if (isHead()) {
            begin(export, csv, answer).flush();
        } else {
            send(export, csv, answer);
        }
    }

    private static boolean isHead() {
        return RequestContextHolder.currentRequestAttributes() instanceof ServletRequestAttributes attributes
                && attributes.getRequest().getMethod().equals(HttpMethod.HEAD.name());
    }

    private <E, T> void send(Export<E, T> export, boolean csv, HttpOutputMessage answer) throws IOException {
        var begun = new AtomicBoolean();
        try {
            reader.read(export.query(), rows -> {
                begun.set(true);
                OutputStream body = begin(export, csv, answer);
                ExportRows<T> target = csv ? new CsvRows<>(export.columns(), body) : new NdjsonRows<>(json, body);
                while (rows.hasNext()) {
                    target.write(export.shape().apply(rows.next()));
                }
                target.flush();
            });
        } catch (IOException | RuntimeException e) {
            if (!begun.get()) {
                throw e;
            }
            report(e);
            // Without the cause, which Spring would take for a client that went away, and end the answer as if it were whole.
            throw new CloseNowException("An export broke off");
        }
    }

    private static OutputStream begin(Export<?, ?> export, boolean csv, HttpOutputMessage answer) throws IOException {
        answer.getHeaders().setContentType(csv ? CSV : NDJSON);
        answer.getHeaders()
                .setContentDisposition(ContentDisposition.attachment().filename(export.name() + (csv ? ".csv" : ".ndjson")).build());
        return answer.getBody();
    }

    private static void report(Exception e) {
        if (e instanceof IOException) {
            log.debug("The client of an export went away or is too slow", e);
        } else {
            log.warn("An export broke off: {}", e.toString());
        }
    }

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType format) {
        return false;
    }

    @Override
    public Export<?, ?> read(Class<? extends Export<?, ?>> type, HttpInputMessage message) {
        throw new UnsupportedOperationException("Exports are only written");
    }
}
