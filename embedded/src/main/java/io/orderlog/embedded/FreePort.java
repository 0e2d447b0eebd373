package io.orderlog.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds ports of the loopback address that nobody uses. */
final class FreePort {

    /** A number, not "localhost": that may also mean IPv6, where another program may hold the same port. */
    static final String LOOPBACK = "127.0.0.1";

    private FreePort() {}

    static int find() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(LOOPBACK))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
