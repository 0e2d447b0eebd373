package io.orderlog.query.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderlog.query.generation.GenerationSchemas;
import io.orderlog.query.generation.GenerationState;
import io.orderlog.query.generation.Generations;
import io.orderlog.query.generation.LiveGenerations;
import io.orderlog.query.generation.OutdatedRegistryException;
import io.orderlog.query.generation.QueryInstances;
import io.orderlog.query.generation.RegisteredGeneration;
import io.orderlog.query.generation.StoppedPartitions;
import io.orderlog.query.projection.Checkpoints;
import io.orderlog.query.projection.ProjectionRunner;
import io.orderlog.query.projection.ViewsProgress;
import io.orderlog.telemetry.Traces;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Looks at the registry again and again, and takes part in each generation of this release for as long as it is wanted. */
@Component
class ViewsFollower implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ViewsFollower.class);
    private static final Pattern CONNECTION_FAILED = Pattern.compile("(08|57).*");
    private static final String UNDEFINED_TABLE = "42P01";
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final ViewsProperties properties;
    private final Generations generations;
    private final GenerationSchemas schemas;
    private final LiveGenerations live;
    private final QueryInstances instances;
    private final StoppedPartitions stoppedPartitions;
    private final FollowerContext context;
    private final Map<String, Object> consumerSettings;
    private final Outage kafka = new Outage("Kafka");
    private final Outage postgres = new Outage("Postgres");
    private final Map<Integer, FollowedGeneration> followed = new ConcurrentSkipListMap<>();
    private final Semaphore builders;
    private volatile CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile @Nullable String unprepared;
    private volatile @Nullable Integer own;
    private volatile boolean prepared;
    private volatile boolean onceCaughtUp;

    ViewsFollower(
            ViewsProperties properties,
            Generations generations,
            GenerationSchemas schemas,
            LiveGenerations live,
            QueryInstances instances,
            StoppedPartitions stoppedPartitions,
            EventTopic topic,
            Checkpoints checkpoints,
            ProjectionRunner runner,
            ViewsProgress progress,
            MeterRegistry registry,
            Traces traces,
            ConsumerFactory<?, ?> consumers) {
        this.properties = properties;
        this.generations = generations;
        this.schemas = schemas;
        this.live = live;
        this.instances = instances;
        this.stoppedPartitions = stoppedPartitions;
        var metrics = new ViewsMetrics(registry);
        this.context = new FollowerContext(
                properties, topic, checkpoints, runner, progress, metrics, new ProjectionTraces(traces), kafka, postgres);
        this.consumerSettings = consumers.getConfigurationProperties();
        this.builders = new Semaphore(properties.buildingAtOnce(), true);
        metrics.stopped(() -> stopped().size());
    }

    /** Whether the live views of this release have once been up to date since the start. */
    boolean caughtUp() {
        FollowedGeneration shown = shown();
        onceCaughtUp |= shown != null && shown.watch().caughtUp();
        return onceCaughtUp;
    }

    /** By partition, how many records the live views have not passed; while there are none of this release, those that are made. */
    Map<Integer, Long> lag() {
        FollowedGeneration shown = shown();
        Map<Integer, Long> lag = new TreeMap<>();
        (shown == null ? followed.values() : List.of(shown))
                .forEach(it -> it.watch().lag().forEach((partition, behind) -> lag.merge(partition, behind, Math::max)));
        return lag;
    }

    /** By generation and partition, why this instance stopped it. */
    Map<String, String> stopped() {
        Map<String, String> reasons = new TreeMap<>();
        for (FollowedGeneration it : followed.values()) {
            it.stopped().forEach((partition, reason) -> reasons.put(it.generation().schema() + "/" + partition, reason));
        }
        return reasons;
    }

    /** Why there can be no views of this log, if so: the tables could not be made, or were made from another log. */
    @Nullable
    String refusal() {
        if (unprepared != null) {
            return unprepared;
        }
        FollowedGeneration shown = shown();
        return shown == null
                ? followed.values().stream().map(it -> it.watch().mismatch()).filter(Objects::nonNull).findFirst().orElse(null)
                : shown.watch().mismatch();
    }

    private @Nullable FollowedGeneration shown() {
        Integer number = own;
        return number == null ? null : followed.get(number);
    }

    @Override
    public void start() {
        stopped = new CountDownLatch(1);
        prepared = false;
        thread = Thread.ofPlatform().daemon().name("views").start(this::supervise);
    }

    private void supervise() {
        try {
            do {
                look();
            } while (!stopped.await((prepared ? properties.registryInterval() : properties.retryPause()).toMillis(),
                    TimeUnit.MILLISECONDS));
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            if (!prepared) {
                generations.prepare(context.topic()::ends);
                prepared = true;
            }
            List<RegisteredGeneration> wanted = generations.ofThisRelease();
            postgres.answered();
            letGo(wanted);
            wanted.forEach(this::takePart);
            followed.forEach((number, it) -> stoppedPartitions.tell(number, it.stopped()));
            own = live.ofThisRelease().map(LiveGenerations.Live::number).orElse(null);
            instances.seen();
            unprepared = null;
        } catch (InterruptException e) {
            throw e;
        } catch (BadSqlGrammarException e) {
            if (NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql && UNDEFINED_TABLE.equals(sql.getSQLState())) {
                startOver(e);
            } else {
                postgres.failed(e);
            }
        } catch (DataAccessException | TransactionException e) {
            postgres.failed(e);
        } catch (KafkaException e) {
            kafka.failed(e);
        } catch (OutdatedRegistryException e) {
            unprepared(String.valueOf(e.getMessage()), e.getCause());
        } catch (FlywayException e) {
            prepareFailed(e);
        } catch (RuntimeException e) {
            log.error("The registry of the views could not be looked at", e);
        }
    }

    /** This is another, empty Postgres, or somebody dropped the registry: all views are made from the log again, as after a start. */
    private void startOver(BadSqlGrammarException e) {
        log.warn("The registry of the views is not in Postgres any more; the views are made anew: {}",
                NestedExceptionUtils.getMostSpecificCause(e).getMessage());
        letGo(List.of());
        own = null;
        onceCaughtUp = false;
        prepared = false;
    }

    private void letGo(List<RegisteredGeneration> wanted) {
        List<Integer> numbers = wanted.stream().map(RegisteredGeneration::number).toList();
        followed.forEach((number, it) -> {
            if (!numbers.contains(number)) {
                followed.remove(number);
                it.close();
            }
        });
    }

    /** Its tables must be there before anybody writes to them, and before anybody is shown them. */
    private void takePart(RegisteredGeneration registered) {
        FollowedGeneration known = followed.get(registered.number());
        if (known == null) {
            schemas.make(registered);
            known = new FollowedGeneration(context, registered, builders, consumerSettings);
            followed.put(registered.number(), known);
            context.metrics().live(registered.generation(), () -> Objects.equals(own, registered.number()) ? 1 : 0);
            if (registered.state() == GenerationState.FOLLOWING && !registered.isScratch()) {
                live.showIfNothingElse(registered);
            }
        }
        known.adjust(registered);
    }

    private void prepareFailed(FlywayException e) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
        if (cause instanceof SQLException sql && CONNECTION_FAILED.matcher(String.valueOf(sql.getSQLState())).matches()
                || cause instanceof IOException) {
            postgres.failed(e);
        } else {
            unprepared("The tables of the views cannot be made ready; trying again", e);
        }
    }

    private void unprepared(String why, @Nullable Throwable cause) {
        if (!why.equals(unprepared)) {
            unprepared = why;
            log.error(why);
            log.info("The reason", cause);
        }
    }

    @Override
    public void stop() {
        stopped.countDown();
        Thread supervisor = thread;
        try {
            if (supervisor != null) {
                supervisor.interrupt();
                supervisor.join(STOP_WITHIN);
            }
            followed.values().forEach(FollowedGeneration::close);
            for (FollowedGeneration it : followed.values()) {
                it.join();
            }
            instances.gone();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DataAccessException | TransactionException e) {
            log.debug("Postgres is away; the others will notice by themselves that this instance is gone", e);
        }
        followed.clear();
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
