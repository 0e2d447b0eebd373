package io.orderlog.http;

import java.time.Duration;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.springframework.util.unit.DataSize;

/**
 * HTTP/1.1 with clients that may not be slow for ever. Tomcat's own time-outs begin anew with each byte.
 *
 * <p>Public because Tomcat makes it by its name.
 */
public final class PacedProtocol extends Http11NioProtocol {

    /** As Tomcat makes it. */
    public PacedProtocol() {
        super(new Endpoint());
    }

    void configure(HttpServerProperties properties) {
        ((Endpoint) getEndpoint()).pace = properties;
        getEndpoint().getSocketProperties().setTxBufSize(Math.toIntExact(properties.sendBuffer().toBytes()));
    }

    private static final class Endpoint extends NioEndpoint {

        private HttpServerProperties pace =
                new HttpServerProperties(Duration.ofSeconds(10), DataSize.ofKilobytes(8), DataSize.ofKilobytes(256));

        @Override
        protected NioChannel createChannel(SocketBufferHandler buffer) {
            return isSSLEnabled() ? super.createChannel(buffer) : new PacedChannel(buffer, pace);
        }
    }
}
