package io.orderlog.command.log;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** What can be measured of the log as this instance sees it; docs/metrics.md says what each name means. */
final class LogMetrics {

    private final MeterRegistry registry;
    private final Timer acknowledged;
    private final Timer barrier;
    private final Map<String, Timer> confirmed = new ConcurrentHashMap<>();

    LogMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.acknowledged = Timer.builder("orderlog.log.append")
                .description("From sending an event to Kafka's acknowledgement")
                .register(registry);
        this.barrier = Timer.builder("orderlog.log.barrier")
                .description("Waiting for the log's end before a rejection")
                .register(registry);
    }

    void acknowledged(long begun) {
        acknowledged.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }

    void confirmed(Confirmation confirmation, long begun) {
        confirmed.computeIfAbsent(name(confirmation), this::confirmation).record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }

    void passedBarrier(long begun) {
        barrier.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }

    /** Measured whenever it is asked for; the log outlives none of its parts. */
    void watch(KafkaOrderLog log) {
        gauge(log, "orderlog.log.ready", "1 when this instance knows the log, 0 while it catches up, waits or refuses",
                it -> it.status() instanceof LogStatus.Current ? 1 : 0);
        gauge(log, "orderlog.log.tail.lag", "Records of the log that this instance has not read yet", KafkaOrderLog::lag);
        gauge(log, "orderlog.log.pending", "Events sent and not read back yet", KafkaOrderLog::pendingAppends);
        gauge(log, "orderlog.states.orders", "About how many orders' states are on disk", it -> it.onDisk().orders());
        gauge(log, "orderlog.states.size", "Bytes that the states take on disk", it -> it.onDisk().bytes());
    }

    private void gauge(KafkaOrderLog log, String name, String description, ToDoubleFunction<KafkaOrderLog> value) {
        Gauge.builder(name, log, value).description(description).register(registry);
    }

    private Timer confirmation(String outcome) {
        return Timer.builder("orderlog.log.confirm")
                .description("From sending an event to knowing what became of it")
                .tag("outcome", outcome)
                .register(registry);
    }

    private static String name(Confirmation confirmation) {
        return switch (confirmation) {
            case Confirmation.Valid _ -> "valid";
            case Confirmation.Superseded _ -> "superseded";
            case Confirmation.Unknown _ -> "unknown";
            case Confirmation.Refused _ -> "refused";
            case Confirmation.TooLarge _ -> "too-large";
        };
    }
}
