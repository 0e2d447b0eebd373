package io.orderlog.standalone.fuzz;

import io.orderlog.access.testing.TestTokens;
import io.orderlog.http.SlowClient;
import io.orderlog.http.SlowClient.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Hundreds of clients at once that send their bodies, or take their answers, a few bytes at a time. */
final class SlowCrowd implements AutoCloseable {

    private static final int OF_EACH = 100;
    private static final Duration PAUSE = Duration.ofMillis(400);
    private static final int SIP = 50;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<Fate>> senders = new ArrayList<>();
    private final List<Future<Fate>> takers = new ArrayList<>();

    /**
     * @param post a path that takes a body
     * @param large a path that everybody may read and that is answered with more than fits into the buffers between
     */
    void visit(int port, String post, String large) {
        String head = "POST %s HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 50000\r\n%s: %s\r\n\r\n"
                .formatted(post, TestTokens.HEADER, TestTokens.everything());
        senders.addAll(SlowClient.many(OF_EACH, threads, () -> SlowClient.drip(port, head, " ".repeat(50_000), PAUSE)));
        takers.addAll(SlowClient.many(OF_EACH, threads,
                () -> SlowClient.sip(port, "GET %s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(large), SIP, PAUSE)));
    }

    boolean isGone() {
        return senders.stream().allMatch(Future::isDone) && takers.stream().allMatch(Future::isDone);
    }

    List<Fate> senders() {
        return senders.stream().map(Future::resultNow).toList();
    }

    List<Fate> takers() {
        return takers.stream().map(Future::resultNow).toList();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
