package io.orderlog.command.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import org.springframework.stereotype.Component;

/** Reads bodies that are neither too large nor too slow, whatever their headers say. */
@Component
final class BodyReader {

    private static final int CHUNK = 8_192;

    private final int limit;
    private final long timeoutNanos;

    BodyReader(OrdersProperties properties) {
        this.limit = Math.toIntExact(properties.maxBody().toBytes());
        this.timeoutNanos = properties.bodyTimeout().toNanos();
    }

    /**
     * @param announced the length that the headers give; -1 if they give none
     * @throws BodyRefusedException if it is too large or too slow
     */
    byte[] read(InputStream body, long announced) throws IOException {
        if (announced > limit) {
            throw BodyRefusedException.tooLarge(limit);
        }
        long begin = System.nanoTime();
        ByteArrayOutputStream read = new ByteArrayOutputStream(announced < 0 ? CHUNK : (int) announced);
        byte[] chunk = new byte[CHUNK];
        try {
            for (int length = body.read(chunk); length >= 0; length = body.read(chunk)) {
                read.write(chunk, 0, length);
                if (read.size() > limit) {
                    throw BodyRefusedException.tooLarge(limit);
                }
                if (System.nanoTime() - begin > timeoutNanos) {
                    throw BodyRefusedException.tooSlow();
                }
            }
        } catch (SocketTimeoutException e) {
            throw BodyRefusedException.tooSlow();
        }
        return read.toByteArray();
    }
}
