package io.orderlog.benchmarks.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/**
 * Takes the bytes of one answer after the other from a connection that has one request under way. Knows as much HTTP as a server needs to
 * say where an answer ends.
 */
final class ResponseReader {

    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(ISO_8859_1);
    private static final byte[] END_OF_CHUNKS = "0\r\n\r\n".getBytes(ISO_8859_1);
    private static final byte[] CONTENT_LENGTH = "\r\ncontent-length:".getBytes(ISO_8859_1);
    private static final byte[] LOCATION = "\r\nlocation: /orders/".getBytes(ISO_8859_1);
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final int ID_LENGTH = 36;

    private final byte[] bytes = new byte[64 * 1024];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private int bodyAt = -1;
    private int end = -1;

    /** Where the next bytes belong. */
    ByteBuffer buffer() {
        return buffer;
    }

    /** Whether the answer is there as a whole. */
    boolean isComplete() {
        if (bodyAt < 0) {
            int endOfHead = find(END_OF_HEAD, 0, buffer.position());
            if (endOfHead < 0) {
                return false;
            }
            bodyAt = endOfHead + END_OF_HEAD.length;
            int length = find(CONTENT_LENGTH, 0, bodyAt);
            end = length < 0 ? -1 : bodyAt + number(length + CONTENT_LENGTH.length);
        }
        return end < 0 ? endsWithLastChunk() : buffer.position() >= end;
    }

    int status() {
        return number(STATUS_AT);
    }

    /** Copies the id of the order that was made. */
    void copyOrderId(byte[] orderId) {
        int location = find(LOCATION, 0, bodyAt);
        if (location < 0) {
            throw new IllegalStateException("An answer without Location: " + new String(bytes, 0, buffer.position(), ISO_8859_1));
        }
        System.arraycopy(bytes, location + LOCATION.length, orderId, 0, ID_LENGTH);
    }

    void clear() {
        buffer.clear();
        bodyAt = -1;
        end = -1;
    }

    private boolean endsWithLastChunk() {
        int length = buffer.position();
        return length >= bodyAt + END_OF_CHUNKS.length && find(END_OF_CHUNKS, length - END_OF_CHUNKS.length, length) >= 0;
    }

    private int number(int from) {
        int at = from;
        while (bytes[at] == ' ') {
            at++;
        }
        int number = 0;
        for (; bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            number = number * 10 + bytes[at] - '0';
        }
        return number;
    }

    /** @param text in lower case; found in any case */
    private int find(byte[] text, int from, int to) {
        for (int at = from; at <= to - text.length; at++) {
            int matching = 0;
            while (matching < text.length && lowerCase(bytes[at + matching]) == text[matching]) {
                matching++;
            }
            if (matching == text.length) {
                return at;
            }
        }
        return -1;
    }

    private static byte lowerCase(byte character) {
        return character >= 'A' && character <= 'Z' ? (byte) (character + 'a' - 'A') : character;
    }
}
