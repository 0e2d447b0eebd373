package io.orderlog.command.handling;

import com.github.f4b6a3.uuid.UuidCreator;
import io.orderlog.command.decision.OrderCommand;
import io.orderlog.command.log.DueOrders;
import io.orderlog.command.log.LogUnavailableException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Lets orders expire that nobody paid in time. Every instance does, without asking the others: the first one's event counts, the others
 * find that nothing is left to do.
 */
@Component
final class ExpiryTimer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ExpiryTimer.class);
    private static final String ACTOR = "orderlog";
    private static final int ORDERS_AT_ONCE = 500;

    private final DueOrders dueOrders;
    private final OrderCommandHandler handler;
    private final CommandProperties properties;
    private final Clock clock;
    private @Nullable ScheduledExecutorService scheduler;

    ExpiryTimer(DueOrders dueOrders, OrderCommandHandler handler, CommandProperties properties, Clock clock) {
        this.dueOrders = dueOrders;
        this.handler = handler;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public synchronized void start() {
        long interval = properties.expiryInterval().toMillis();
        scheduler = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("expiry-timer").factory());
        scheduler.scheduleWithFixedDelay(this::expireDueOrders, interval, interval, TimeUnit.MILLISECONDS);
    }

    private void expireDueOrders() {
        try {
            Instant now = clock.instant();
            List<UUID> due = new ArrayList<>(dueOrders.dueBy(now, ORDERS_AT_ONCE));
            // One that cannot be changed now must not stand before the others each time.
            Collections.shuffle(due);
            for (UUID orderId : due) {
                CommandOutcome outcome = handler.handle(expiry(orderId, now));
                boolean logIsAway = outcome instanceof CommandOutcome.OutcomeUnknown || outcome instanceof CommandOutcome.Unavailable;
                if (logIsAway || Thread.currentThread().isInterrupted()) {
                    return;
                }
            }
        } catch (LogUnavailableException e) {
            log.debug("Orders can't expire right now: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("Orders could not expire", e);
        }
    }

    private static CommandRequest expiry(UUID orderId, Instant now) {
        String cause = UuidCreator.getTimeOrderedEpoch().toString();
        return new CommandRequest(orderId, new OrderCommand.Expire(now), null, ACTOR, null, null, "", cause, cause, null, null);
    }

    @Override
    public synchronized void stop() {
        if (scheduler != null) {
            scheduler.shutdownNow();
            scheduler.close();
            scheduler = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return scheduler != null;
    }

    /** After the log has started, and stopped before it stops. */
    @Override
    public int getPhase() {
        return 1;
    }
}
