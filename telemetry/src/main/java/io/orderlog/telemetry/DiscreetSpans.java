package io.orderlog.telemetry;

import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;

/** Spans that tell which failure it was, but not its message, which may quote what a client has sent. */
final class DiscreetSpans extends PropagatingReceiverTracingObservationHandler<ReceiverContext<?>> {

    DiscreetSpans(Tracer tracer, Propagator propagator) {
        super(tracer, propagator);
    }

    @Override
    public void onError(ReceiverContext<?> context) {
        Throwable failure = context.getError();
        if (failure != null) {
            getRequiredSpan(context).error(new Failure(failure.getClass().getName()));
        }
    }

    /** What a span keeps of a failure: its class, and no trace of the stack. */
    private static final class Failure extends Exception {

        Failure(String name) {
            super(name, null, false, false);
        }
    }
}
