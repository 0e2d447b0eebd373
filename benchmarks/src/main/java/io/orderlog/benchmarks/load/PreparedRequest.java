package io.orderlog.benchmarks.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/** One connection's copy of a command's bytes, into which the next number and order id are written. */
final class PreparedRequest {

    private static final byte[] HEX = "0123456789abcdef".getBytes(ISO_8859_1);

    private final ByteBuffer bytes;
    private final int[] numbers;
    private final int[] orders;

    PreparedRequest(Command command, String token) {
        String text = command.template.replace(Command.TOKEN, token);
        bytes = ByteBuffer.allocateDirect(text.length()).put(text.getBytes(ISO_8859_1));
        numbers = places(text, Command.NUMBER);
        orders = places(text, Command.ORDER);
    }

    /** @param orderId 36 characters; is not looked at by commands that make an order */
    ByteBuffer next(long number, byte[] orderId) {
        for (int place : numbers) {
            for (int i = 0; i < Long.BYTES * 2; i++) {
                bytes.put(place + i, HEX[(int) ((number >>> (60 - 4 * i)) & 0xF)]);
            }
        }
        for (int place : orders) {
            bytes.put(place, orderId);
        }
        return bytes.clear();
    }

    private static int[] places(String text, String placeholder) {
        return IntStream.range(0, text.length()).filter(i -> text.startsWith(placeholder, i)).toArray();
    }
}
