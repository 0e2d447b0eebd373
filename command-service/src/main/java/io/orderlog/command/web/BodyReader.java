package io.orderlog.command.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.springframework.stereotype.Component;

/** Reads bodies that are neither too large nor too slow, whatever their headers say. */
@Component
final class BodyReader {

    private static final int FIRST = 4 * 1_024;

    private final int limit;
    private final long timeoutNanos;

    BodyReader(OrdersProperties properties) {
        this.limit = Math.toIntExact(properties.maxBody().toBytes());
        this.timeoutNanos = properties.bodyTimeout().toNanos();
    }

    /**
     * @param announced the length that the headers give; -1 if they give none
     * @param share of the memory, for as much of the body as has come
     * @throws BodyRefusedException if it is too large or too slow, or there is no room for it
     */
    byte[] read(InputStream body, long announced, BodyMemory.Share share) throws IOException {
        if (announced > limit) {
            throw BodyRefusedException.tooLarge(limit);
        }
        long begin = System.nanoTime();
        byte[] bytes = new byte[announced < 0 ? FIRST : (int) Math.min(announced, BodyMemory.FREE)];
        int size = 0;
        while (size != announced) {
            if (size == bytes.length) {
                bytes = larger(bytes, announced, share);
            }
            int count = body.read(bytes, size, bytes.length - size);
            if (count < 0) {
                break;
            }
            size += count;
            if (size > limit) {
                throw BodyRefusedException.tooLarge(limit);
            }
            if (System.nanoTime() - begin > timeoutNanos) {
                throw BodyRefusedException.tooSlow();
            }
        }
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    /** A length that is only announced takes up nothing yet. */
    private byte[] larger(byte[] bytes, long announced, BodyMemory.Share share) {
        long most = announced < 0 ? limit + 1L : announced;
        int size = (int) Math.min(most, 2L * bytes.length);
        share.growTo(size);
        return Arrays.copyOf(bytes, size);
    }
}
