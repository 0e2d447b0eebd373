package io.orderlog.query.consumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.orderlog.query.generation.Generation;
import io.orderlog.query.projection.LogBatch;
import io.orderlog.query.projection.ProjectionRunner.Outcome;
import java.time.Duration;
import java.util.function.Supplier;

/** What can be measured of the projections. */
final class ViewsMetrics {

    private final MeterRegistry registry;
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

    void projected(Outcome outcome, LogBatch batch, long nanos) {
        projected.increment(outcome.projected());
        superseded.increment(outcome.superseded());
        parked.increment(outcome.parked());
        batchRecords.record(batch.records().size());
        batchTime.record(Duration.ofNanos(nanos));
    }

    void lag(Generation generation, int partition, Supplier<Number> records) {
        Gauge.builder("orderlog.views.lag", records)
                .description("Records of the log that the views have not passed yet")
                .tag("generation", Integer.toString(generation.number()))
                .tag("partition", Integer.toString(partition))
                .register(registry);
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
