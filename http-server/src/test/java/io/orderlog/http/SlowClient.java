package io.orderlog.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Clients that send or take a little at a time, and what becomes of them. */
public final class SlowClient {

    private static final int SMALLEST_WINDOW = 1_024;

    private SlowClient() {}

    /** How the server ended it: after which time, and what it had said by then. */
    public record Fate(Duration after, String answer) {}

    /** Sends the first part at once and the rest byte by byte, until the server has had enough or all is sent and answered. */
    public static Fate drip(int port, String atOnce, String rest, Duration pause) throws IOException {
        long begin = System.nanoTime();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.toIntExact(pause.toMillis()));
            socket.getOutputStream().write(atOnce.getBytes(UTF_8));
            byte[] bytes = rest.getBytes(UTF_8);
            for (int sent = 0; !ended(socket.getInputStream(), answer); sent++) {
                if (sent < bytes.length) {
                    socket.getOutputStream().write(bytes[sent]);
                }
            }
        } catch (IOException cut) {
            // The other way in which a server ends it.
        }
        return new Fate(Duration.ofNanos(System.nanoTime() - begin), answer.toString(UTF_8));
    }

    /** Reads what is there; waits as long as the socket's time-out. */
    private static boolean ended(InputStream input, ByteArrayOutputStream answer) throws IOException {
        byte[] buffer = new byte[4_096];
        try {
            int count = input.read(buffer);
            answer.write(buffer, 0, Math.max(0, count));
            return count < 0;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** Sends a request at once and takes the answer in small sips, until there is no more of it. */
    public static Fate sip(int port, String request, int bytesAtOnce, Duration pause) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(SMALLEST_WINDOW);
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            socket.getOutputStream().write(request.getBytes(UTF_8));
            byte[] sip = new byte[bytesAtOnce];
            for (int count = 0; count >= 0; count = socket.getInputStream().read(sip)) {
                answer.write(sip, 0, count);
                Thread.sleep(pause);
            }
        } catch (IOException cut) {
            // The other way in which a server ends it.
        }
        return new Fate(Duration.ofNanos(System.nanoTime() - begin), answer.toString(UTF_8));
    }

    /** Has many clients do the same. */
    public static List<Future<Fate>> many(int count, ExecutorService threads, Callable<Fate> client) {
        return new ArrayList<>(IntStream.range(0, count).mapToObj(_ -> threads.submit(client)).toList());
    }
}
