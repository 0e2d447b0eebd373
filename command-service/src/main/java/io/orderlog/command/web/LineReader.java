package io.orderlog.command.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Splits a stream into lines without ever holding more than one of the largest permitted length. */
final class LineReader {

    private static final int CHUNK = 8_192;

    private final InputStream input;
    private final int longest;
    private final long timeoutNanos;
    private final BodyMemory memory;
    private final byte[] chunk = new byte[CHUNK];
    private int next;
    private int end;

    /**
     * @param longest the largest permitted length of a line, in bytes
     * @param timeout how long a line may take to arrive
     */
    LineReader(InputStream input, int longest, Duration timeout, BodyMemory memory) {
        this.input = input;
        this.longest = longest;
        this.timeoutNanos = timeout.toNanos();
        this.memory = memory;
    }

    /**
     * @param bytes without the line's end
     * @param refusal why the line was skipped; {@code null}: it was not
     * @param share of the memory, to be given back when the line is done with
     */
    record Line(byte[] bytes, @Nullable BodyRefusedException refusal, BodyMemory.Share share) {

        boolean isBlank() {
            for (byte b : bytes) {
                if (b != ' ' && b != '\t' && b != '\r') {
                    return false;
                }
            }
            return refusal == null;
        }
    }

    /**
     * @return {@code null} at the end
     * @throws BodyRefusedException if the line is too slow
     */
    @Nullable
    Line read() throws IOException {
        long begin = System.nanoTime();
        var line = new Growing(memory.new Share());
        boolean any = false;
        try {
            while (next < end || fill(begin)) {
                any = true;
                int from = next;
                while (next < end && chunk[next] != '\n') {
                    next++;
                }
                line.add(from, next - from);
                if (next < end) {
                    next++;
                    break;
                }
            }
        } catch (IOException | BodyRefusedException e) {
            line.share.close();
            throw e;
        }
        return any ? line.done() : null;
    }

    private boolean fill(long begin) throws IOException {
        next = 0;
        end = Math.max(0, input.read(chunk));
        if (System.nanoTime() - begin > timeoutNanos) {
            throw BodyRefusedException.tooSlow();
        }
        return end > 0;
    }

    private final class Growing {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final BodyMemory.Share share;
        private @Nullable BodyRefusedException refusal;

        private Growing(BodyMemory.Share share) {
            this.share = share;
        }

        private void add(int from, int length) {
            if (refusal != null) {
                return;
            }
            try {
                if (bytes.size() + length > longest) {
                    throw BodyRefusedException.lineTooLong(longest);
                }
                share.growTo(bytes.size() + length);
                bytes.write(chunk, from, length);
            } catch (BodyRefusedException e) {
                refusal = e;
                bytes.reset();
                share.close();
            }
        }

        private Line done() {
            return new Line(bytes.toByteArray(), refusal, share);
        }
    }
}
