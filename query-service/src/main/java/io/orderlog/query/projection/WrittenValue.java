package io.orderlog.query.projection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderlog.event.WireJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The value of a record, such that it can be given back byte for byte.
 *
 * @param json as it was written; {@code null} in JSON if it is no JSON
 * @param otherThanJson in Base64, if it is none
 */
record WrittenValue(String json, @Nullable String otherThanJson) {

    /** Takes what nobody could read. It must fit whatever else is in it, because it will not be looked at again. */
    static WrittenValue ofAny(byte @Nullable [] value) {
        byte[] bytes = value == null ? new byte[0] : value;
        try {
            String text = text(bytes);
            if (!WireJson.MAPPER.readTree(text).isMissingNode()) {
                return new WrittenValue(text, null);
            }
        } catch (CharacterCodingException | JacksonException e) {
            // Kept below as it is.
        }
        return new WrittenValue("null", Base64.getEncoder().encodeToString(bytes));
    }

    /** As nearly all are, and a decoder is dear. */
    private static boolean isAscii(byte[] value) {
        int signs = 0;
        for (byte it : value) {
            signs |= it;
        }
        return signs >= 0;
    }

    /** Bytes that are no UTF-8 could not be given back as they were. */
    static String text(byte[] value) throws CharacterCodingException {
        if (isAscii(value)) {
            return new String(value, ISO_8859_1);
        }
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    }
}
