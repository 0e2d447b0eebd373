package io.orderlog.command.handling;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderlog.command.decision.OrderCommand;
import io.orderlog.command.log.TestLog;
import io.orderlog.order.Charges;
import io.orderlog.order.OrderContents;
import io.orderlog.order.OrderLine;
import io.orderlog.telemetry.Traces;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One instance of the command side without HTTP, and what tests ask of it. */
final class TestInstance implements AutoCloseable {

    static final CommandProperties PROPERTIES = new CommandProperties(
            URI.create("/test"), 1000, 200, 20, Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMillis(50));

    private final TestLog log;
    final OrderCommandHandler handler;

    private TestInstance(TestLog log) {
        this.log = log;
        this.handler = new OrderCommandHandler(log.log(), PROPERTIES, Clock.systemUTC(), new SimpleMeterRegistry(), Traces.NONE);
    }

    static TestInstance start(String bootstrapServers, String topic, Path statesDirectory) {
        return new TestInstance(TestLog.start(bootstrapServers, topic, statesDirectory));
    }

    ExpiryTimer expiryTimer() {
        return new ExpiryTimer(log.dueOrders(), handler, PROPERTIES, Clock.systemUTC());
    }

    CommandOutcome handle(UUID orderId, OrderCommand command) {
        return handler.handle(request(orderId, command, null, null));
    }

    static CommandRequest request(UUID orderId, OrderCommand command, @Nullable String key, @Nullable Long expectedVersion) {
        return new CommandRequest(
                orderId, command, expectedVersion, "tester", null, key, command.toString(), "correlation", "causation", null, null);
    }

    static OrderCommand.Place place(@Nullable Instant paymentDueAt) {
        return new OrderCommand.Place(
                "17850",
                Currency.getInstance("GBP"),
                new OrderContents(
                        null, List.of(new OrderLine(1, "85123A", "WHITE HANGING HEART", 100, 255, Map.of())), Charges.NONE, null, Map.of()),
                paymentDueAt);
    }

    @Override
    public void close() {
        log.close();
    }
}
