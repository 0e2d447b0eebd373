package io.orderlog.command.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where the ids of new orders come from. */
final class OrderIds {

    private static final String NAMESPACE = "orderlog.order-id.v1";
    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT_RFC_9562 = 0x8000_0000_0000_0000L;

    private OrderIds() {}

    /**
     * A repeated placement gets the same id, and so meets the order that it placed before. Without a key: a new UUIDv7.
     *
     * @param idempotencyKey the actor's name for the request
     */
    static UUID of(String actor, @Nullable String idempotencyKey) {
        return idempotencyKey == null ? UuidCreator.getTimeOrderedEpoch() : derived(actor, idempotencyKey);
    }

    /** UUIDv8 of the first 128 bits of a SHA-256; each part with its length, so that no two pairs make the same input. */
    private static UUID derived(String actor, String idempotencyKey) {
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(NAMESPACE.getBytes(UTF_8), actor.getBytes(UTF_8), idempotencyKey.getBytes(UTF_8)));
        long high = hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL | VERSION_8;
        long low = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | VARIANT_RFC_9562;
        return new UUID(high, low);
    }
}
