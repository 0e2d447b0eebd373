package io.orderlog.telemetry;

import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.http.server.observation.ServerRequestObservationConvention;

/** Applies to every program that has this module on its class path. */
@AutoConfiguration(before = MicrometerTracingAutoConfiguration.class, after = {OpenTelemetryTracingAutoConfiguration.class,
        NoopTracerAutoConfiguration.class})
class TelemetryConfiguration {

    @Bean
    Traces traces(Tracer tracer) {
        return new Traces(tracer);
    }

    @Bean
    ServerRequestObservationConvention discreetRequests() {
        return new DiscreetRequests();
    }

    /** Whoever asks each second how a program is, is not one of those who use it. */
    @Bean
    ObservationPredicate clientsOnly() {
        return (_, context) -> !(context instanceof ServerRequestObservationContext server && isProbe(server.getCarrier()));
    }

    private static boolean isProbe(@Nullable HttpServletRequest request) {
        String path = request == null ? "" : request.getRequestURI();
        return path.startsWith("/actuator") || path.equals("/livez") || path.equals("/readyz");
    }

    @Bean
    @ConditionalOnBean({Tracer.class, Propagator.class})
    @Order(MicrometerTracingAutoConfiguration.RECEIVER_TRACING_OBSERVATION_HANDLER_ORDER)
    PropagatingReceiverTracingObservationHandler<ReceiverContext<?>> discreetSpans(Tracer tracer, Propagator propagator) {
        return new DiscreetSpans(tracer, propagator);
    }
}
