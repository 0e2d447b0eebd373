package io.orderlog.query.consumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.orderlog.query.generation.Generation;
import io.orderlog.query.projection.LogBatch;
import io.orderlog.query.projection.ProjectionRunner.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;

/** What can be measured of the projections. */
final class ViewsMetrics {

    private static final Duration[] STALENESS_BUCKETS = IntStream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000, 30_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Clock clock = Clock.systemUTC();
    private final Counter projected;
    private final Counter superseded;
    private final Counter parked;
    private final DistributionSummary batchRecords;
    private final Timer batchTime;

    ViewsMetrics(MeterRegistry registry) {
        this.registry = registry;
        projected = events("projected");
        superseded = events("superseded");
        parked = events("parked");
        batchRecords = DistributionSummary.builder("orderlog.views.batch.records").description("Records in a batch").register(registry);
        batchTime = Timer.builder("orderlog.views.batch.time").description("Time to write a batch, with retries").register(registry);
    }

    /** Right after the commit, when queries see what the batch wrote. */
    void visible(Generation generation, Outcome outcome) {
        Instant visible = clock.instant();
        Timer staleness = staleness(generation);
        outcome.recordedAt().forEach(recorded -> staleness.record(Duration.between(recorded, visible)));
    }

    void projected(Outcome outcome, LogBatch batch, long nanos) {
        projected.increment(outcome.projected());
        superseded.increment(outcome.superseded());
        parked.increment(outcome.parked());
        batchRecords.record(batch.records().size());
        batchTime.record(Duration.ofNanos(nanos));
    }

    private Timer staleness(Generation generation) {
        return Timer.builder("orderlog.views.staleness")
                .description("Time from when an event was recorded until queries could see it")
                .tag("generation", Integer.toString(generation.number()))
                .serviceLevelObjectives(STALENESS_BUCKETS)
                .register(registry);
    }

    void lag(Generation generation, int partition, Supplier<Number> records) {
        Gauge.builder("orderlog.views.lag", records)
                .description("Records of the log that the views have not passed yet")
                .tag("generation", Integer.toString(generation.number()))
                .tag("partition", Integer.toString(partition))
                .register(registry);
    }

    void lagSeconds(Generation generation, int partition, Supplier<Number> seconds) {
        Gauge.builder("orderlog.views.lag.seconds", seconds)
                .description("Age of the oldest record that this instance has and the views have not passed yet")
                .baseUnit("seconds")
                .tag("generation", Integer.toString(generation.number()))
                .tag("partition", Integer.toString(partition))
                .register(registry);
    }

    void live(Generation generation, Supplier<Number> live) {
        Gauge.builder("orderlog.views.live", live)
                .description("1 for the generation that queries of this release read, 0 for the others")
                .tag("generation", Integer.toString(generation.number()))
                .register(registry);
    }

    void progress(Generation generation, Supplier<Number> share) {
        Gauge.builder("orderlog.views.progress", share)
                .description("The share of the log that the views have passed, from 0 to 1")
                .tag("generation", Integer.toString(generation.number()))
                .register(registry);
    }

    /** @return ends the measuring */
    KafkaClientMetrics client(Consumer<?, ?> consumer) {
        KafkaClientMetrics client = new KafkaClientMetrics(consumer);
        client.bindTo(registry);
        return client;
    }

    /** The generation is not watched any more. */
    void forget(Generation generation) {
        List.of("orderlog.views.lag", "orderlog.views.lag.seconds", "orderlog.views.live", "orderlog.views.progress",
                "orderlog.views.staleness")
                .forEach(name -> registry.find(name)
                        .tag("generation", Integer.toString(generation.number()))
                        .meters()
                        .forEach(registry::remove));
    }

    void stopped(Supplier<Number> partitions) {
        Gauge.builder("orderlog.views.stopped", partitions)
                .description("Partitions that this instance stopped because the log can't be trusted")
                .register(registry);
    }

    private Counter events(String outcome) {
        return Counter.builder("orderlog.views.events").description("Records read").tag("outcome", outcome).register(registry);
    }
}
