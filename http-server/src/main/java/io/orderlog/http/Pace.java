package io.orderlog.http;

import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** How far a client is behind the slowest rate in one direction. Having been faster before buys it no time. */
final class Pace {

    private final long patienceNanos;
    private final double nanosPerByte;

    private boolean waiting;
    private long waitingSince;
    private double behindNanos;

    Pace(HttpServerProperties properties) {
        this.patienceNanos = properties.patience().toNanos();
        this.nanosPerByte = (double) TimeUnit.SECONDS.toNanos(1) / properties.slowestRate().toBytes();
    }

    synchronized void begin() {
        waiting = false;
        behindNanos = 0;
    }

    /** Whether the client has to be waited for, or has been for too long: what it was sent last may still be on its way. */
    synchronized boolean isWaiting() {
        return waiting;
    }

    /**
     * @param count the bytes that could be moved just now; 0 if the client has to be waited for
     * @throws SocketTimeoutException if the client is too slow
     */
    synchronized void moved(int count) throws SocketTimeoutException {
        long now = System.nanoTime();
        if (waiting) {
            behindNanos += now - waitingSince;
        }
        waiting = count == 0;
        waitingSince = now;
        behindNanos = Math.max(0, behindNanos - Math.max(0, count) * nanosPerByte);
        if (behindNanos > patienceNanos) {
            waiting = true;
            throw new SocketTimeoutException("The client is too slow");
        }
    }
}
