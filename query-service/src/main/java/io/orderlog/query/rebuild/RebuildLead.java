package io.orderlog.query.rebuild;

import io.orderlog.query.generation.Generations;
import io.orderlog.query.generation.RegisteredGeneration;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Looks about once a second how far the generations of this release are, and if this instance leads, takes the steps that are due. */
@Component
class RebuildLead implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RebuildLead.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final RebuildProperties properties;
    private final Generations generations;
    private final ProgressMeter meter;
    private final RebuildSteps steps;
    private final LeadLock lock;
    private volatile CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    RebuildLead(RebuildProperties properties, Generations generations, ProgressMeter meter, RebuildSteps steps, LeadLock lock) {
        this.properties = properties;
        this.generations = generations;
        this.meter = meter;
        this.steps = steps;
        this.lock = lock;
    }

    @Override
    public void start() {
        stopped = new CountDownLatch(1);
        thread = Thread.ofPlatform().daemon().name("rebuilds").start(this::lead);
    }

    private void lead() {
        try {
            while (!stopped.await(properties.interval().toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.release();
        }
    }

    /** Servers that are away are no news here: those who follow the log say so. */
    private void look() {
        try {
            Map<RegisteredGeneration, Map<Integer, Long>> found = measure(generations.ofThisRelease());
            if (lock.isHeld()) {
                found.forEach(steps::next);
                steps.dropThoseThatAreOver();
            }
        } catch (InterruptException e) {
            throw e;
        } catch (DataAccessException | TransactionException | SQLException | KafkaException | FlywayException e) {
            log.debug("The generations cannot be led on at the moment", e);
        } catch (RuntimeException e) {
            log.error("The generations cannot be led on", e);
        }
    }

    private Map<RegisteredGeneration, Map<Integer, Long>> measure(List<RegisteredGeneration> known) {
        meter.forgetOthers(known.stream().map(RegisteredGeneration::number).collect(Collectors.toSet()));
        Map<RegisteredGeneration, Map<Integer, Long>> found = new HashMap<>();
        for (RegisteredGeneration generation : known) {
            try {
                found.put(generation, meter.look(generation));
            } catch (DataAccessException e) {
                log.debug("The tables of generation {} are not there yet, or Postgres is away", generation.number(), e);
            }
        }
        return found;
    }

    @Override
    public void stop() {
        stopped.countDown();
        Thread current = thread;
        thread = null;
        if (current != null) {
            current.interrupt();
            try {
                current.join(STOP_WITHIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
