package io.orderlog.event;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.kafka.common.header.Header;
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
        MessageDigest digest = sha256();
        update(digest, key);
        for (String name : EventHeaders.HASHED) {
            Header header = headers.lastHeader(name);
            update(digest, header == null ? null : header.value());
        }
        update(digest, value);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, byte @Nullable [] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes == null ? -1 : bytes.length));
        if (bytes != null) {
            digest.update(bytes);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
