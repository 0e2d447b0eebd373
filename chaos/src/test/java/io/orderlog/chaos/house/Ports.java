package io.orderlog.chaos.house;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports for servers that go away and come back: below those that the system gives to whoever connects. */
final class Ports {

    /** A number, not "localhost": that may also mean IPv6, where another program may hold the same port. */
    static final String LOOPBACK = "127.0.0.1";

    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final AtomicInteger NEXT = new AtomicInteger(ThreadLocalRandom.current().nextInt(FIRST, LAST));

    private Ports() {}

    /** One that nobody uses now and that is given out once. */
    static int next() {
        for (int tries = FIRST; tries < LAST; tries++) {
            int port = NEXT.getAndUpdate(last -> last == LAST ? FIRST : last + 1);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No port between %d and %d is free".formatted(FIRST, LAST));
    }

    private static boolean isFree(int port) {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.ofLiteral(LOOPBACK))) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
