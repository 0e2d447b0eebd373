package io.orderlog.command.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.uuid.UuidCreator;
import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.HashChain;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record that makes no version, so that every reader passes over it as superseded. Everything that was acknowledged before it was sent
 * stands before it.
 *
 * <p>It is written, because a mere question could be answered by a broker that does not know that others lead by now: one that slept, or
 * was cut off. What several brokers must have before it is acknowledged cannot come from there.
 */
final class ReadBarrier {

    static final long VERSION = 0;

    private static final String TYPE = "orderlog.read-barrier.v1";
    private static final String SOURCE = "/orderlog/read-barrier";
    private static final String ACTOR = "orderlog";

    private static final byte[] NOTHING = "{}".getBytes(UTF_8);

    private ReadBarrier() {}

    static ProducerRecord<byte[], byte[]> record(String topic, int partition, Instant now) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        EventMetadata metadata = new EventMetadata(
                id,
                TYPE,
                SOURCE,
                id,
                VERSION,
                now.truncatedTo(ChronoUnit.MICROS),
                null,
                ACTOR,
                id.toString(),
                id.toString(),
                null,
                null,
                null,
                HashChain.GENESIS);
        return new ProducerRecord<>(topic, partition, now.toEpochMilli(), EventCodec.key(id), NOTHING, EventCodec.headers(metadata));
    }
}
