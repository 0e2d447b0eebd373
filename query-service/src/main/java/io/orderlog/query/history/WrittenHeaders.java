package io.orderlog.query.history;

import io.orderlog.event.EventCodec;
import io.orderlog.event.EventHeaders;
import io.orderlog.event.EventMetadata;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The hashed headers of a record whose envelope does not give them back byte for byte, as text: each in Base64, in the order of
 * {@link EventHeaders#HASHED}, with dots between them and {@code -} for one that is not there.
 *
 * <p>Orderlog writes no such record; another writer may end a time with zeros or count in nanoseconds, and its hash must still be checked.
 */
final class WrittenHeaders {

    private static final String ABSENT = "-";

    private WrittenHeaders() {}

    /** @return {@code null} if the envelope gives them back */
    static @Nullable String ifNotFrom(EventMetadata envelope, Headers written) {
        if (isWhole(envelope.recordedAt()) && isWhole(envelope.effectiveAt()) && hashedAlike(EventCodec.headers(envelope), written)) {
            return null;
        }
        return EventHeaders.HASHED.stream().map(name -> encode(written.lastHeader(name))).collect(Collectors.joining("."));
    }

    /** @throws IllegalArgumentException if it is not such a text */
    static Headers read(String text) {
        String[] values = text.split("\\.", -1);
        if (values.length != EventHeaders.HASHED.size()) {
            throw new IllegalArgumentException("there are %d headers instead of %d".formatted(values.length, EventHeaders.HASHED.size()));
        }
        Headers headers = new RecordHeaders();
        for (int i = 0; i < values.length; i++) {
            if (!values[i].equals(ABSENT)) {
                headers.add(EventHeaders.HASHED.get(i), Base64.getDecoder().decode(values[i]));
            }
        }
        return headers;
    }

    private static String encode(@Nullable Header header) {
        return header == null || header.value() == null ? ABSENT : Base64.getEncoder().encodeToString(header.value());
    }

    /** The columns hold microseconds. */
    private static boolean isWhole(@Nullable Instant instant) {
        return instant == null || instant.equals(instant.truncatedTo(ChronoUnit.MICROS));
    }

    private static boolean hashedAlike(Headers one, Headers other) {
        return one.equals(other)
                || EventHeaders.HASHED.stream().allMatch(name -> Objects.equals(one.lastHeader(name), other.lastHeader(name)));
    }
}
