package io.orderlog.query.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.HashChain;
import java.util.Base64;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * An event as the view of the history holds it, which is all that its record's hash covers.
 *
 * @param json the record's value, exactly as written, unless {@code otherValue} is
 * @param skipped an operator decided that the event changes nothing
 * @param otherValue the record's value in Base64, if it is no JSON
 * @param hash of the record, as it was computed when the view was made
 * @param writtenHeaders {@link WrittenHeaders}, if the envelope does not give them back
 */
public record StoredEvent(
        EventMetadata metadata,
        String customerId,
        int partition,
        long offset,
        String json,
        boolean skipped,
        @Nullable String otherValue,
        String hash,
        @Nullable String writtenHeaders) {

    public byte[] key() {
        return EventCodec.key(metadata.orderId());
    }

    /**
     * As they were written, as far as the hash covers them.
     *
     * @throws IllegalArgumentException if what is stored of them is damaged
     */
    public Headers headers() {
        return writtenHeaders == null ? EventCodec.headers(metadata) : WrittenHeaders.read(writtenHeaders);
    }

    public byte[] value() {
        return otherValue == null ? json.getBytes(UTF_8) : Base64.getDecoder().decode(otherValue);
    }

    /**
     * Computed anew from what is stored.
     *
     * @throws IllegalArgumentException if what is stored of the headers is damaged
     */
    public String computeHash() {
        return HashChain.hash(key(), headers(), value());
    }
}
