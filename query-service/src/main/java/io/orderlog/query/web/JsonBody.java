package io.orderlog.query.web;

import io.orderlog.query.web.InvalidParametersException.WrongParameter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the small JSON body of a request strictly, and remembers everything that is wrong with it. Nothing is coerced. */
public final class JsonBody {

    private static final int LARGEST = 64 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final @Nullable JsonNode object;
    private final String path;
    private final List<WrongParameter> wrong;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<JsonBody> parts = new ArrayList<>();

    private JsonBody(@Nullable JsonNode object, String path, List<WrongParameter> wrong) {
        this.object = object;
        this.path = path;
        this.wrong = wrong;
    }

    /**
     * No body is the same as an empty object.
     *
     * @throws MalformedJsonException if it is not a JSON object
     */
    public static JsonBody of(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException {
        byte[] bytes = request.getInputStream().readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new BodyTooLargeException(LARGEST);
        }
        if (bytes.length == 0) {
            return new JsonBody(null, "", new ArrayList<>());
        }
        requireJson(request.getContentType());
        try {
            JsonNode node = JSON.readTree(bytes);
            if (!node.isObject()) {
                throw new MalformedJsonException("The body must be a JSON object.", 1, 1);
            }
            return new JsonBody(node, "", new ArrayList<>());
        } catch (JacksonException e) {
            // What is too deep or too long has no place.
            TokenStreamLocation place = e.getLocation() == null ? TokenStreamLocation.NA : e.getLocation();
            throw new MalformedJsonException("The body is not JSON.", Math.max(1, place.getLineNr()), Math.max(1, place.getColumnNr()));
        }
    }

    private static void requireJson(@Nullable String contentType) throws HttpMediaTypeNotSupportedException {
        MediaType type = contentType == null ? MediaType.APPLICATION_OCTET_STREAM : MediaType.parseMediaType(contentType);
        if (!MediaType.APPLICATION_JSON.includes(type)) {
            throw new HttpMediaTypeNotSupportedException(type, List.of(MediaType.APPLICATION_JSON));
        }
    }

    /** @return {@code null} if it is absent or wrong, as all others do */
    public @Nullable String text(String name, int maxLength) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isString() || value.stringValue().isBlank() || value.stringValue().length() > maxLength
                || value.stringValue().codePoints().anyMatch(Character::isISOControl)) {
            return reject(name, "must be text of 1 to %d characters, none of them a control character".formatted(maxLength));
        }
        return value.stringValue();
    }

    public boolean flag(String name, boolean otherwise) {
        JsonNode value = value(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            reject(name, "must be true or false");
            return otherwise;
        }
        return value.booleanValue();
    }

    public @Nullable Long wholeNumber(String name, long least, long most) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < least || value.longValue() > most) {
            return reject(name, "must be a whole number from %d to %d".formatted(least, most));
        }
        return value.longValue();
    }

    /** More than 0 and at most 1. */
    public @Nullable Double share(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber() || !(value.doubleValue() > 0 && value.doubleValue() <= 1)) {
            return reject(name, "must be a number above 0 and up to 1");
        }
        return value.doubleValue();
    }

    public @Nullable Instant instant(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        try {
            Instant instant = OffsetDateTime.parse(value.isString() ? value.stringValue() : "").toInstant();
            return QueryParameters.isInReach(instant) ? instant : reject(name, "must be between the years 1 and 9999");
        } catch (DateTimeException e) {
            return reject(name, "must be an instant (2026-11-01T12:00:00Z)");
        }
    }

    public @Nullable JsonBody object(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isObject()) {
            return reject(name, "must be an object");
        }
        JsonBody part = new JsonBody(value, path + name + ".", wrong);
        parts.add(part);
        return part;
    }

    /** The names of all fields that it has. */
    public Collection<String> names() {
        return object == null ? Set.of() : object.propertyNames();
    }

    private @Nullable JsonNode value(String name) {
        known.add(name);
        JsonNode value = object == null ? null : object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** @return {@code null} */
    public <T> @Nullable T reject(String name, String reason) {
        wrong.add(new WrongParameter(path + name, reason));
        return null;
    }

    /**
     * To be called when all has been read.
     *
     * @throws InvalidParametersException naming each field that is wrong or that nobody asked for
     */
    public void requireValid() {
        nameUnknown();
        if (!wrong.isEmpty()) {
            throw new InvalidParametersException(wrong);
        }
    }

    private void nameUnknown() {
        names().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> reject(name,
                        known.isEmpty() ? "is unknown here" : "is unknown here; known are " + String.join(", ", known)));
        parts.forEach(JsonBody::nameUnknown);
    }
}
