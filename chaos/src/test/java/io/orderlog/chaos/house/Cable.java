package io.orderlog.chaos.house;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between one instance and one broker: a port that leads to another port as long as nobody cuts it. */
public final class Cable implements AutoCloseable {

    /** What gets through. What is held back arrives when the cable is whole again, as TCP repeats what was lost. */
    public enum State {
        WHOLE,
        NOTHING_PASSES,
        ANSWERS_HELD_BACK,
        /** Connections are closed and new ones are closed at once. */
        TORN
    }

    private static final int BUFFER = 64 << 10;

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object changed = new Object();
    private State state = State.WHOLE;

    /** @param target the port that it leads to */
    Cable(int target) {
        this.target = target;
        try {
            this.server = new ServerSocket(Ports.next(), 200, InetAddress.ofLiteral(Ports.LOOPBACK));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("cable-" + port()).start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void set(State wanted) {
        synchronized (changed) {
            state = wanted;
            changed.notifyAll();
        }
        if (wanted == State.TORN) {
            sockets.forEach(Cable::close);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try (client; Socket broker = new Socket(InetAddress.ofLiteral(Ports.LOOPBACK), target)) {
            sockets.add(client);
            sockets.add(broker);
            if (isTorn()) {
                return;
            }
            client.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            Thread answers = Thread.ofVirtual().start(() -> pump(broker, client, true));
            pump(client, broker, false);
            answers.join();
        } catch (IOException e) {
            // The broker is away, which the instance notices by the closed connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(client);
            sockets.removeIf(Socket::isClosed);
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                awaitPassage(answers);
                out.write(buffer, 0, length);
                out.flush();
            }
            awaitPassage(answers);
        } catch (IOException e) {
            // One end is gone, so the other goes too.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(from);
            close(to);
        }
    }

    private void awaitPassage(boolean answers) throws InterruptedException {
        synchronized (changed) {
            while (state == State.NOTHING_PASSES || answers && state == State.ANSWERS_HELD_BACK) {
                changed.wait();
            }
        }
    }

    private boolean isTorn() {
        synchronized (changed) {
            return state == State.TORN;
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more, closed or not.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        set(State.TORN);
    }
}
