package io.orderlog.query.projection;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that is kept aside, whole.
 *
 * @param reason why; {@code null}: it waits behind an earlier record with the same key
 */
record ParkedRecord(ConsumerRecord<byte[], byte[]> record, @Nullable String reason) {

    static ParkedRecord because(ConsumerRecord<byte[], byte[]> record, String reason) {
        return new ParkedRecord(record, reason);
    }

    static ParkedRecord waiting(ConsumerRecord<byte[], byte[]> record) {
        return new ParkedRecord(record, null);
    }

    static ByteBuffer key(ConsumerRecord<byte[], byte[]> record) {
        return ByteBuffer.wrap(keyBytes(record));
    }

    /** Records without a key wait behind one another as well: nothing tells which order they belong to. */
    static byte[] keyBytes(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] key = record.key();
        return key == null ? new byte[0] : key;
    }
}
