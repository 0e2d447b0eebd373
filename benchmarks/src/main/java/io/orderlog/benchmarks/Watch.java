package io.orderlog.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A measurement, and what was sampled each second while it went on, the last time just after its end. */
record Watch<T>(Figure figure, List<T> samples) {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration MOMENT = Duration.ofMillis(50);

    static <T> Watch<T> during(Supplier<Figure> measurement, Supplier<T> sample) {
        CompletableFuture<Figure> measuring = CompletableFuture.supplyAsync(measurement, task -> Thread.ofVirtual().start(task));
        List<T> samples = new ArrayList<>();
        while (!measuring.isDone()) {
            pause();
            samples.add(sample.get());
        }
        return new Watch<>(measuring.join(), samples);
    }

    static void pause() {
        pause(INTERVAL);
    }

    /** For what is waited for and measured at once. */
    static void moment() {
        pause(MOMENT);
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
