package io.orderlog.standalone.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends bytes as they are, which no HTTP client would, on a connection of their own. */
final class Wire {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** For something that comes behind a whole answer, though nothing may. */
    private static final Duration SURPLUS = Duration.ofMillis(200);

    private Wire() {}

    /** @return {@code null} if the server hung up without a word, or did not answer in time */
    static @Nullable Answer send(int port, HostileRequest request) {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            // It may be answered, and the connection closed, before all of it is written.
            Thread writer = Thread.ofVirtual().start(() -> write(socket, request));
            byte[] buffer = new byte[16_384];
            for (int count = 0; count >= 0; count = socket.getInputStream().read(buffer)) {
                received.write(buffer, 0, count);
                Answer answer = Answer.parse(received.toByteArray(), request.method().equals("HEAD"));
                if (answer != null && answer.isStream()) {
                    break;
                }
                if (answer != null && answer.isWhole()) {
                    socket.setSoTimeout(Math.toIntExact(SURPLUS.toMillis()));
                }
            }
            writer.interrupt();
        } catch (SocketTimeoutException e) {
            // All is there that there will be.
        } catch (IOException e) {
            // Cut off, perhaps behind the answer.
        }
        return Answer.parse(received.toByteArray(), request.method().equals("HEAD"));
    }

    private static void write(Socket socket, HostileRequest request) {
        try {
            socket.getOutputStream().write(request.bytes());
            if (request.isCutOff()) {
                socket.shutdownOutput();
            }
        } catch (IOException e) {
            // Whoever does not want the rest has said so, or will not.
        }
    }
}
