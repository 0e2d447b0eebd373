package io.orderlog.query.web;

import io.orderlog.query.projection.PassedOffsets;
import io.orderlog.query.projection.ViewsProgress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Read your writes: holds a query back until the live views have passed the tokens that it carries.
 *
 * <p>What this instance projects wakes its waiters at once; the checkpoint, which counts, is also looked up now and then, and ever less
 * often, because another instance may be the one that projects the partition.
 */
final class ConsistencyInterceptor implements HandlerInterceptor {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

    private final WebProperties properties;
    private final PassedOffsets passed;
    private final ViewsProgress progress;

    ConsistencyInterceptor(WebProperties properties, PassedOffsets passed, ViewsProgress progress) {
        this.properties = properties;
        this.passed = passed;
        this.progress = progress;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) throws Exception {
        List<String> values = Collections.list(request.getHeaders(ConsistencyToken.HEADER));
        if (!values.isEmpty()) {
            await(ConsistencyToken.parse(values));
        }
        return true;
    }

    private void await(List<ConsistencyToken> tokens) throws InterruptedException {
        long deadline = System.nanoTime() + properties.consistencyTimeout().toNanos();
        for (Duration pause = FIRST_PAUSE;; pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE)) {
            Map<Integer, Long> known = progress.nextOffsets();
            Optional<ConsistencyToken> ahead = firstAhead(tokens);
            if (ahead.isEmpty()) {
                return;
            }
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (!left.isPositive()) {
                throw new ViewsBehindException();
            }
            progress.awaitPassed(ahead.get().partition(), ahead.get().offset(), known, shorter(left, pause));
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Optional<ConsistencyToken> firstAhead(List<ConsistencyToken> tokens) {
        Map<Integer, Long> nextOffsets = passed.nextOffsets();
        return tokens.stream().filter(token -> nextOffsets.getOrDefault(token.partition(), 0L) <= token.offset()).findFirst();
    }
}
