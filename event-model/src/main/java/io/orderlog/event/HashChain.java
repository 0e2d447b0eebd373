package io.orderlog.event;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Each record carries the hash of the order's record before it, so that nobody can change, drop or insert one unseen.
 *
 * <p>Canonical bytes: the key, the value of each header of {@link EventHeaders#HASHED} in that order, and the value, each preceded by its
 * length as four bytes, most significant first; a header that is not there has the length -1 and no bytes. The hash is their SHA-256 in
 * lower-case hex.
 */
public final class HashChain {

    /** What an order's first record carries in place of the hash of a record before it. */
    public static final String GENESIS = "0".repeat(64);

    private HashChain() {}

    public static String hash(byte[] key, Headers headers, byte[] value) {
        byte[] @Nullable [] parts = parts(key, new HeaderValues(headers), value);
        int length = 0;
        for (byte @Nullable [] part : parts) {
            length += Integer.BYTES + (part == null ? 0 : part.length);
        }
        ByteBuffer canonical = ByteBuffer.allocate(length);
        for (byte @Nullable [] part : parts) {
            canonical.putInt(part == null ? -1 : part.length);
            if (part != null) {
                canonical.put(part);
            }
        }
        return HexFormat.of().formatHex(sha256().digest(canonical.array()));
    }

    private static byte[] @Nullable [] parts(byte[] key, HeaderValues headers, byte[] value) {
        int hashed = EventHeaders.HASHED.size();
        byte[] @Nullable [] parts = new byte[hashed + 2][];
        parts[0] = key;
        for (int index = 0; index < hashed; index++) {
            parts[index + 1] = headers.hashed(index);
        }
        parts[hashed + 1] = value;
        return parts;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
