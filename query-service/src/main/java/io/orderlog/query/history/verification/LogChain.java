package io.orderlog.query.history.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.HashChain;
import io.orderlog.event.UnreadableEventException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The rule that every reader of the log applies, for the records of one partition in its order; see {@code docs/events.md}. Remembers of
 * each order its last version and hash, and nothing else.
 */
final class LogChain {

    private final int partitions;
    private final Map<UUID, Head> heads = new HashMap<>();
    private final Set<UUID> broken = new HashSet<>();

    private record Head(long version, String hash) {

        static final Head NONE = new Head(0, HashChain.GENESIS);
    }

    /** What a record is. */
    sealed interface Verdict {

        record Valid(UUID order, long version, String hash, EventMetadata metadata) implements Verdict {}

        /** Its version was taken. */
        record Superseded() implements Verdict {}

        record ReadBarrier() implements Verdict {}

        /**
         * It has no envelope, and therefore no version that could be missing.
         *
         * @param order the record's key as text
         */
        record Unreadable(String order, String reason) implements Verdict {}

        /** @param order the record's key as text */
        record Broken(String order, String reason) implements Verdict {}

        /** It follows a broken record of the same order. */
        record Unverifiable() implements Verdict {}
    }

    /** @param partitions how many the topic has */
    LogChain(int partitions) {
        this.partitions = partitions;
    }

    int orders() {
        return heads.size();
    }

    Verdict add(ConsumerRecord<byte[], byte[]> record) {
        EventMetadata metadata;
        try {
            metadata = EventCodec.metadata(record.key(), record.headers());
        } catch (UnreadableEventException e) {
            return new Verdict.Unreadable(text(record.key()), "It cannot be read: " + e.getMessage());
        }
        if (metadata.version() == 0) {
            return new Verdict.ReadBarrier();
        }
        UUID order = metadata.orderId();
        if (broken.contains(order)) {
            return new Verdict.Unverifiable();
        }
        Head last = heads.getOrDefault(order, Head.NONE);
        if (metadata.version() <= last.version()) {
            return new Verdict.Superseded();
        }
        String reason = mismatch(record, metadata, last);
        if (reason != null) {
            broken.add(order);
            return new Verdict.Broken(order.toString(), reason);
        }
        String hash = HashChain.hash(record.key(), record.headers(), record.value());
        heads.put(order, new Head(metadata.version(), hash));
        return new Verdict.Valid(order, metadata.version(), hash, metadata);
    }

    private @Nullable String mismatch(ConsumerRecord<byte[], byte[]> record, EventMetadata metadata, Head last) {
        int place = EventCodec.partition(record.key(), partitions);
        if (place != record.partition()) {
            return "Its order belongs to partition %d.".formatted(place);
        }
        if (metadata.version() != last.version() + 1) {
            return "The order goes from version %d to %d.".formatted(last.version(), metadata.version());
        }
        if (!metadata.previousHash().equals(last.hash())) {
            return "It does not carry the hash of the order's record before it: %s instead of %s."
                    .formatted(metadata.previousHash(), last.hash());
        }
        return record.value() == null ? "It has no value." : null;
    }

    private static String text(byte @Nullable [] key) {
        return key == null ? "" : new String(key, UTF_8).replace('\0', ' ');
    }
}
