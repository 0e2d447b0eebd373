package io.orderlog.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/** A client's connection that fails like one that timed out when the client is too slow. */
final class PacedChannel extends NioChannel {

    private final Pace sending;
    private final Pace taking;
    /** Nothing of the next request has come yet, and nobody owes us any. */
    private volatile boolean betweenRequests = true;

    PacedChannel(SocketBufferHandler buffer, HttpServerProperties properties) {
        super(buffer);
        this.sending = new Pace(properties);
        this.taking = new Pace(properties);
    }

    @Override
    public void reset(@Nullable SocketChannel channel, @Nullable NioSocketWrapper wrapper) throws IOException {
        super.reset(channel, wrapper);
        betweenRequests = true;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = super.read(target);
        if (count > 0 && betweenRequests) {
            betweenRequests = false;
            sending.begin();
            taking.begin();
        }
        if (!betweenRequests) {
            sending.moved(count);
        }
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        boolean something = source.hasRemaining();
        int count = super.write(source);
        betweenRequests = true;
        if (something) {
            taking.moved(count);
        }
        return count;
    }

    /** What a client does not take, the system would go on offering to it for a long time after the connection is closed. */
    @Override
    public void close() throws IOException {
        if (taking.isWaiting() && isOpen()) {
            getIOChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        super.close();
    }
}
