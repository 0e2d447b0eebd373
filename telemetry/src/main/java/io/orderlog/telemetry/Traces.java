package io.orderlog.telemetry;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Traces that go on where no library carries them, by W3C's {@code traceparent}. */
public final class Traces {

    /** The name of the header, of HTTP as of Kafka. */
    public static final String HEADER = "traceparent";

    /** Changes nothing and passes on what it is given. */
    public static final Traces NONE = new Traces(Tracer.NOOP);

    private static final Pattern WELL_FORMED =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int TRACE_ID = 3;
    private static final int SPAN_ID = 36;
    private static final int FLAGS = 53;

    private final Tracer tracer;

    Traces(Tracer tracer) {
        this.tracer = tracer;
    }

    public static boolean isWellFormed(String traceparent) {
        return WELL_FORMED.matcher(traceparent).matches();
    }

    /** Whether anybody wants to see more of this trace; spans of others would be thrown away. */
    public static boolean isSampled(@Nullable String traceparent) {
        return traceparent != null && isWellFormed(traceparent) && (Character.digit(traceparent.charAt(FLAGS + 1), 16) & 1) == 1;
    }

    /** @return the thread's own place in a trace; {@code null} if it has none */
    public @Nullable String current() {
        Span span = tracer.currentSpan();
        return span == null || span.isNoop() && span.context().traceId().isEmpty() ? null : traceparent(span.context());
    }

    /** Adds it to the thread's own span, if there is one that anybody will see. */
    public void tag(String name, String value) {
        Span span = tracer.currentSpan();
        if (span != null && !span.isNoop()) {
            span.tag(name, value);
        }
    }

    /**
     * A span of its own below another one, which may be of another program.
     *
     * @param parent well-formed
     * @param described adds its kind and tags
     */
    public Span begin(String parent, String name, UnaryOperator<Span.Builder> described) {
        return described.apply(tracer.spanBuilder().setParent(context(parent)).name(name)).start();
    }

    /** How whoever continues a trace from here is told where it is. */
    public static String traceparent(TraceContext context) {
        return "00-" + context.traceId() + "-" + context.spanId() + (Boolean.TRUE.equals(context.sampled()) ? "-01" : "-00");
    }

    private TraceContext context(String traceparent) {
        return tracer.traceContextBuilder()
                .traceId(traceparent.substring(TRACE_ID, SPAN_ID - 1))
                .spanId(traceparent.substring(SPAN_ID, FLAGS - 1))
                .sampled(isSampled(traceparent))
                .build();
    }
}
