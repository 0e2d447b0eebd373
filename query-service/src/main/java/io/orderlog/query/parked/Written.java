package io.orderlog.query.parked;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Bytes as they stand in the log: as text, or in Base64 where they are no UTF-8. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Written(@Nullable String text, @Nullable String base64) {

    /** @return {@code null} if there are none */
    static @Nullable Written of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return new Written(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), null);
        } catch (CharacterCodingException e) {
            return new Written(null, Base64.getEncoder().encodeToString(bytes));
        }
    }
}
