package io.orderlog.cli.api;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How a command is repeated that was not answered.
 *
 * @param firstPause before the first repetition; each further pause is twice as long
 * @param longestPause no pause is longer
 * @param patience how long one command is repeated before the server counts as away
 */
public record RetryPolicy(Duration firstPause, Duration longestPause, Duration patience) {

    public static RetryPolicy withPatience(Duration patience) {
        return new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(5), patience);
    }

    /**
     * At random between half the pause and the whole, so that many clients do not come back at the same moment.
     *
     * @param attempt from 1
     */
    Duration pause(int attempt) {
        long doubled = firstPause.toMillis() << Math.min(attempt - 1, 20);
        long longest = Math.min(doubled, longestPause.toMillis());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
    }
}
