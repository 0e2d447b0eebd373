package io.orderlog.command.web;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.stereotype.Component;

/** Between a body and its form. */
@Component
final class FormConverter implements HttpMessageConverter<Form> {

    static final String MERGE_PATCH = "application/merge-patch+json";
    private static final List<MediaType> MEDIA_TYPES = List.of(MediaType.APPLICATION_JSON, MediaType.valueOf(MERGE_PATCH));

    private final FormReader forms;

    FormConverter(FormReader forms) {
        this.forms = forms;
    }

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return Form.class.isAssignableFrom(type) && (mediaType == null || MEDIA_TYPES.stream().anyMatch(it -> it.includes(mediaType)));
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    public List<MediaType> getSupportedMediaTypes() {
        return MEDIA_TYPES;
    }

    @Override
    public Form read(Class<? extends Form> type, HttpInputMessage message) throws IOException {
        MediaType mediaType = message.getHeaders().getContentType();
        Charset charset = mediaType == null ? null : mediaType.getCharset();
        if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
            throw BodyRefusedException.notUtf8();
        }
        byte[] body = message.getBody().readAllBytes();
        return type == Form.Patch.class ? forms.readPatch(body) : (Form) forms.read(body, type.asSubclass(Record.class));
    }

    @Override
    public void write(Form form, @Nullable MediaType mediaType, HttpOutputMessage message) {
        throw new UnsupportedOperationException("Forms are only read");
    }
}
