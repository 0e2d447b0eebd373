package io.orderlog.query.consumer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.micrometer.tracing.Span;
import io.orderlog.event.EventHeaders;
import io.orderlog.query.generation.Generation;
import io.orderlog.query.projection.LogBatch;
import io.orderlog.telemetry.Traces;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The last step of an event's trace: from when a batch with it was taken up to its commit. */
final class ProjectionTraces {

    private final Traces traces;
    private final Clock clock = Clock.systemUTC();

    ProjectionTraces(Traces traces) {
        this.traces = traces;
    }

    /** Right after the commit. A span has the times of its batch, because that is what is written and waited for. */
    void projected(Generation generation, LogBatch batch, long nanos) {
        Instant visible = clock.instant();
        Instant begun = visible.minusNanos(nanos);
        for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
            String traceparent = traceparent(record);
            if (traceparent != null && Traces.isSampled(traceparent)) {
                traces.begin(traceparent, "project", span -> span.kind(Span.Kind.CONSUMER)
                        .startTimestamp(micros(begun), TimeUnit.MICROSECONDS)
                        .tag("orderlog.generation", generation.number())
                        .tag("orderlog.partition", record.partition())
                        .tag("orderlog.offset", record.offset())
                        .tag("orderlog.batch.records", batch.records().size()))
                        .end(micros(visible), TimeUnit.MICROSECONDS);
            }
        }
    }

    private static @Nullable String traceparent(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(EventHeaders.TRACEPARENT);
        return header == null || header.value() == null ? null : new String(header.value(), US_ASCII);
    }

    private static long micros(Instant instant) {
        return TimeUnit.SECONDS.toMicros(instant.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(instant.getNano());
    }
}
