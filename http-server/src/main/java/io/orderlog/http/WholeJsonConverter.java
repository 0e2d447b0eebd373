package io.orderlog.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes JSON whole, with its length in front. In pieces, as Spring does it, each answer is two packets, and a client learns only from the
 * second one that the first was all.
 */
final class WholeJsonConverter extends JacksonJsonHttpMessageConverter {

    WholeJsonConverter(JsonMapper mapper) {
        super(mapper);
    }

    @Override
    protected void writeInternal(
            Object object, ResolvableType type, HttpOutputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream(1_024);
        super.writeInternal(object, type, new Buffered(message.getHeaders(), json), hints);
        message.getHeaders().setContentLength(json.size());
        json.writeTo(message.getBody());
    }

    private record Buffered(HttpHeaders getHeaders, OutputStream getBody) implements HttpOutputMessage {}
}
