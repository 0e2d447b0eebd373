package io.orderlog.command.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Splits a stream into lines without ever holding more than one of the largest permitted length. */
final class LineReader {

    private static final int CHUNK = 8_192;

    private final InputStream input;
    private final int longest;
    private final byte[] chunk = new byte[CHUNK];
    private int next;
    private int end;

    /** @param longest the largest permitted length of a line, in bytes */
    LineReader(InputStream input, int longest) {
        this.input = input;
        this.longest = longest;
    }

    /** @param bytes without the line's end; {@code null}: it was longer than permitted, and skipped */
    record Line(byte @Nullable [] bytes) {

        boolean isBlank() {
            if (bytes == null) {
                return false;
            }
            for (byte b : bytes) {
                if (b != ' ' && b != '\t' && b != '\r') {
                    return false;
                }
            }
            return true;
        }
    }

    /** @return {@code null} at the end */
    @Nullable
    Line read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean any = false;
        boolean tooLong = false;
        while (next < end || fill()) {
            any = true;
            int from = next;
            while (next < end && chunk[next] != '\n') {
                next++;
            }
            tooLong |= line.size() + (next - from) > longest;
            if (!tooLong) {
                line.write(chunk, from, next - from);
            }
            if (next < end) {
                next++;
                break;
            }
        }
        if (!any) {
            return null;
        }
        return new Line(tooLong ? null : line.toByteArray());
    }

    private boolean fill() throws IOException {
        next = 0;
        end = Math.max(0, input.read(chunk));
        return end > 0;
    }
}
