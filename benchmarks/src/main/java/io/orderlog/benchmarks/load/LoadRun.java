package io.orderlog.benchmarks.load;

import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** One load from its first request to its last answer, on the calling thread alone. */
final class LoadRun implements AutoCloseable {

    private static final Duration LONGEST_LATENCY = Duration.ofMinutes(1);
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(20);
    private static final Duration SHORTEST_SLEEP = Duration.ofNanos(50_000);

    private final Load load;
    private final Selector selector = Selector.open();
    private final List<Connection> connections = new ArrayList<>();
    private final Queue<Connection> idle = new ArrayDeque<>();
    private final Histogram nanos = new Histogram(LONGEST_LATENCY.toNanos(), 3);
    private final Map<Integer, Long> refused = new HashMap<>();
    private long start;
    private long end;
    private long lastAnswer;
    private long begun;

    LoadRun(Load load, LongSupplier numbers) throws IOException {
        this.load = load;
        nanos.setAutoResize(true);
        for (int i = 0; i < load.connections(); i++) {
            int port = load.ports().get(i % load.ports().size());
            connections.add(new Connection(port, load, selector, numbers));
        }
    }

    LoadResult run() throws IOException {
        double cpuBefore = cpuSeconds();
        start = System.nanoTime();
        end = start + (long) (load.seconds() * 1e9);
        idle.addAll(connections);
        while (!isDone(System.nanoTime())) {
            begin();
            await();
            selector.selectedKeys().clear();
        }
        double seconds = (load.isOpen() ? lastAnswer - start : end - start) / 1e9;
        return LoadResult.of(nanos, refused, seconds, cpuSeconds() - cpuBefore);
    }

    /** An open loop answers for everything that it should have begun; a closed loop counts the answers within its time. */
    private boolean isDone(long now) {
        if (now < end) {
            return false;
        }
        boolean allBegun = !load.isOpen() || nextDue() >= end;
        return (allBegun && idle.size() == connections.size()) || now - end > LONGEST_DRAIN.toNanos();
    }

    private void begin() throws IOException {
        long now = System.nanoTime();
        while (!idle.isEmpty() && mayBegin(now)) {
            idle.remove().send(load.isOpen() ? nextDue() : System.nanoTime());
            begun++;
        }
    }

    private boolean mayBegin(long now) {
        return load.isOpen() ? nextDue() <= now && nextDue() < end : now < end;
    }

    private long nextDue() {
        return start + (long) (begun * 1e9 / load.rate());
    }

    private void await() throws IOException {
        if (!load.isOpen() || idle.isEmpty()) {
            selector.select(10);
        } else if (selector.selectNow() == 0) {
            LockSupport.parkNanos(Math.clamp(nextDue() - System.nanoTime(), 0, SHORTEST_SLEEP.toNanos()));
            selector.selectNow();
        }
        for (var key : selector.selectedKeys()) {
            Connection connection = (Connection) key.attachment();
            if (connection.proceed()) {
                count(connection);
                idle.add(connection);
            }
        }
    }

    private void count(Connection connection) {
        long now = System.nanoTime();
        int status = connection.finish();
        if (!load.isOpen() && now > end) {
            return;
        }
        lastAnswer = now;
        if (status < 300) {
            nanos.recordValue(now - connection.begun());
        } else {
            refused.merge(status, 1L, Long::sum);
        }
    }

    private static double cpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
