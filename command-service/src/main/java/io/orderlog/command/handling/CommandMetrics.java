package io.orderlog.command.handling;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.orderlog.command.decision.OrderCommand;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What can be measured of commands; docs/metrics.md says what each name means. */
final class CommandMetrics {

    private record Kind(Class<? extends OrderCommand> command, String outcome) {}

    private final MeterRegistry registry;
    private final Counter retries;
    private final Counter failed;
    private final Map<Kind, Timer> handled = new ConcurrentHashMap<>();

    CommandMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.retries = Counter.builder("orderlog.commands.retries")
                .description("Commands decided again because another instance wrote the version first")
                .register(registry);
        this.failed = Counter.builder("orderlog.commands.failed")
                .description("Commands that could not be done for a reason that is not the client's")
                .register(registry);
    }

    void handled(OrderCommand command, CommandOutcome outcome, long nanos) {
        handled.computeIfAbsent(new Kind(command.getClass(), Names.of(outcome)), this::timer).record(nanos, TimeUnit.NANOSECONDS);
        if (isOurFault(outcome)) {
            failed.increment();
        }
    }

    private static boolean isOurFault(CommandOutcome outcome) {
        return outcome instanceof CommandOutcome.Unavailable || outcome instanceof CommandOutcome.OutcomeUnknown;
    }

    void retried() {
        retries.increment();
    }

    void inFlight(Supplier<Number> commands) {
        Gauge.builder("orderlog.commands.in.flight", commands).description("Commands being handled").register(registry);
    }

    void waiting(Supplier<Number> commands) {
        Gauge.builder("orderlog.commands.waiting", commands)
                .description("Commands that wait for another one on the same order")
                .register(registry);
    }

    private Timer timer(Kind kind) {
        return Timer.builder("orderlog.commands")
                .description("Commands, from when they are read to when they are answered")
                .tag("command", Names.of(kind.command()))
                .tag("outcome", kind.outcome())
                .register(registry);
    }
}
