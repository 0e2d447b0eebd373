package io.orderlog.command.handling;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderlog.command.log.OrderLog;
import io.orderlog.telemetry.Traces;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/** The production handler on any log, for simulations. */
public final class Handlers {

    private static final CommandProperties PROPERTIES = new CommandProperties(
            URI.create("/simulation"), 1000, 200, 20, Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(1));

    private Handlers() {}

    public static OrderCommandHandler on(OrderLog log, Clock clock) {
        return new OrderCommandHandler(log, PROPERTIES, clock, new SimpleMeterRegistry(), Traces.NONE);
    }
}
