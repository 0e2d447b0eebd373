package io.orderlog.query.rebuild;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells the one who sends that nobody listens any more. */
final class EndOfStream {

    private final CountDownLatch ended = new CountDownLatch(1);

    EndOfStream(SseEmitter emitter) {
        emitter.onCompletion(ended::countDown);
        emitter.onError(_ -> ended.countDown());
    }

    boolean within(Duration time) throws InterruptedException {
        return ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
