package io.orderlog.benchmarks.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.LongSupplier;

/** One kept-alive connection that plays its scenario, one request at a time. */
final class Connection implements AutoCloseable {

    private final SocketChannel channel;
    private final SelectionKey key;
    private final LongSupplier numbers;
    private final List<PreparedRequest> requests;
    private final ResponseReader response = new ResponseReader();
    private final byte[] orderId = Command.ORDER.getBytes(ISO_8859_1);
    private int step;
    private ByteBuffer sending = ByteBuffer.allocate(0);
    private long begun;

    Connection(int port, Load load, Selector selector, LongSupplier numbers) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
        this.numbers = numbers;
        requests = load.scenario().commands().stream().map(command -> new PreparedRequest(command, load.token())).toList();
    }

    /** @param begun the moment from which the answer's latency counts, in nanoseconds */
    void send(long begun) throws IOException {
        this.begun = begun;
        response.clear();
        sending = requests.get(step).next(numbers.getAsLong(), orderId);
        write();
    }

    /** When the selector says that the socket is ready. @return whether the answer is complete */
    boolean proceed() throws IOException {
        if (sending.hasRemaining()) {
            write();
            return false;
        }
        if (channel.read(response.buffer()) < 0) {
            throw new EOFException("The service closed a connection");
        }
        return response.isComplete();
    }

    /** Takes the answer and turns to the scenario's next command. @return the answer's status */
    int finish() {
        int status = response.status();
        boolean accepted = status < 300;
        if (accepted && step == 0 && requests.size() > 1) {
            response.copyOrderId(orderId);
        }
        step = accepted ? (step + 1) % requests.size() : 0;
        return status;
    }

    long begun() {
        return begun;
    }

    private void write() throws IOException {
        channel.write(sending);
        key.interestOps(sending.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
