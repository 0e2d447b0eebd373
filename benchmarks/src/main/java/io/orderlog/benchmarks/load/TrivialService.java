package io.orderlog.benchmarks.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Answers whatever comes with the same few bytes: what the generator reaches here, it can reach. */
public final class TrivialService {

    private static final byte[] ANSWER = """
            HTTP/1.1 201 \r
            Location: /orders/00000000-0000-0000-0000-000000000000\r
            Content-Type: application/json\r
            Content-Length: 2\r
            \r
            {}""".getBytes(ISO_8859_1);

    private final ServerSocketChannel server;
    private final Selector selector = Selector.open();
    private final ByteBuffer received = ByteBuffer.allocateDirect(64 * 1024);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER.length).put(ANSWER);

    TrivialService(int port) throws IOException {
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    public static void main(String[] args) throws IOException {
        TrivialService service = new TrivialService(Integer.parseInt(args[0]));
        System.out.println("ready");
        service.run();
    }

    int port() throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    /** Until the thread is interrupted. */
    void run() throws IOException {
        while (!Thread.currentThread().isInterrupted()) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                if (key.isAcceptable()) {
                    SocketChannel client = server.accept();
                    client.configureBlocking(false);
                    client.register(selector, SelectionKey.OP_READ);
                } else {
                    answer((SocketChannel) key.channel());
                }
            }
            selector.selectedKeys().clear();
        }
    }

    /** A request of the generator is smaller than a socket's buffer, so that it comes as a whole. */
    private void answer(SocketChannel client) throws IOException {
        received.clear();
        if (client.read(received) < 0) {
            client.close();
        } else {
            client.write(answer.rewind());
        }
    }
}
