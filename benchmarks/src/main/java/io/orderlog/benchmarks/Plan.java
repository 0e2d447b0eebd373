package io.orderlog.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * How long and how often is measured.
 *
 * @param warmUp load on each fresh Java before anything is counted
 * @param round one measurement
 * @param rounds measurements of each kind, of which the medians count
 * @param connections of the clients, one measurement each
 * @param orders how many orders the log has that is compared with an empty one
 * @param events how many events the state is rebuilt from
 * @param memory how long memory is watched
 */
record Plan(Duration warmUp, Duration round, int rounds, List<Integer> connections, long orders, long events, Duration memory) {

    private static final List<Integer> CONNECTIONS = List.of(1, 16, 64, 256);

    static final Plan FULL =
            new Plan(Duration.ofSeconds(90), Duration.ofSeconds(15), 5, CONNECTIONS, 5_000_000, 1_000_000, Duration.ofMinutes(10));

    /** Shows that everything runs; its figures mean nothing. */
    static final Plan QUICK =
            new Plan(Duration.ofSeconds(10), Duration.ofSeconds(3), 1, CONNECTIONS, 30_000, 30_000, Duration.ofSeconds(20));

    double roundSeconds() {
        return seconds(round);
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
