package io.orderlog.query.projection;

import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.UnreadableEventException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record and its envelope.
 *
 * @param metadata {@code null} if it cannot be read
 * @param unreadable why not
 */
record LogRecord(ConsumerRecord<byte[], byte[]> record, @Nullable EventMetadata metadata, @Nullable String unreadable) {

    static LogRecord of(ConsumerRecord<byte[], byte[]> record) {
        try {
            return new LogRecord(record, EventCodec.metadata(record.key(), record.headers()), null);
        } catch (UnreadableEventException e) {
            return new LogRecord(record, null, String.valueOf(e.getMessage()));
        }
    }
}
