package io.orderlog.query.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderlog.query.generation.Generation;
import io.orderlog.query.generation.Generations;
import io.orderlog.query.generation.OutdatedViewsException;
import io.orderlog.query.projection.Checkpoints;
import io.orderlog.query.projection.ProjectionRunner;
import io.orderlog.query.projection.ViewsProgress;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** Starts, once Postgres answers, a follower of the log for each generation, and stops them with the service. */
@Component
class ViewsFollower implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ViewsFollower.class);
    private static final Pattern CONNECTION_FAILED = Pattern.compile("(08|57).*");
    private static final Duration KAFKA_ANSWERS_WITHIN = Duration.ofSeconds(5);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final ViewsProperties properties;
    private final Generations generations;
    private final Checkpoints checkpoints;
    private final ProjectionRunner runner;
    private final ViewsProgress progress;
    private final ViewsMetrics metrics;
    private final Map<String, Object> consumerSettings;
    private final Map<String, Object> adminSettings;
    private final Outage kafka = new Outage("Kafka");
    private final Outage postgres = new Outage("Postgres");
    private final List<Followed> followed = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private volatile @Nullable Admin admin;
    private volatile @Nullable String unprepared;
    private volatile boolean running;

    private record Followed(LogFollower follower, LogWatch watch) {}

    ViewsFollower(
            ViewsProperties properties,
            Generations generations,
            Checkpoints checkpoints,
            ProjectionRunner runner,
            ViewsProgress progress,
            MeterRegistry registry,
            ConsumerFactory<?, ?> consumers,
            KafkaAdmin kafkaAdmin) {
        this.properties = properties;
        this.generations = generations;
        this.checkpoints = checkpoints;
        this.runner = runner;
        this.progress = progress;
        this.metrics = new ViewsMetrics(registry);
        this.consumerSettings = consumers.getConfigurationProperties();
        this.adminSettings = new HashMap<>(kafkaAdmin.getConfigurationProperties());
        int patience = Math.toIntExact(KAFKA_ANSWERS_WITHIN.toMillis());
        adminSettings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
        adminSettings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
        metrics.stopped(() -> stopped().size());
    }

    /** Whether the views have once been up to date since the start. */
    boolean caughtUp() {
        return !followed.isEmpty() && followed.stream().allMatch(it -> it.watch().caughtUp());
    }

    /** By partition, how many records the views of any generation have not passed. */
    Map<Integer, Long> lag() {
        Map<Integer, Long> lag = new TreeMap<>();
        followed.forEach(it -> it.watch().lag().forEach((partition, behind) -> lag.merge(partition, behind, Math::max)));
        return lag;
    }

    /** By generation and partition, why this instance stopped it. */
    Map<String, String> stopped() {
        Map<String, String> stopped = new TreeMap<>();
        for (Followed it : followed) {
            it.follower().statuses().forEach((partition, status) -> {
                if (status instanceof PartitionStatus.Stopped(String reason)) {
                    stopped.put(it.follower().generation().schema() + "/" + partition, reason);
                }
            });
        }
        return stopped;
    }

    /** Why there can be no views of this log, if so: the tables could not be made, or were made from another log. */
    @Nullable
    String refusal() {
        return unprepared != null
                ? unprepared
                : followed.stream().map(it -> it.watch().mismatch()).filter(Objects::nonNull).findFirst().orElse(null);
    }

    @Override
    public void start() {
        running = true;
        launch("views-start", this::prepareAndFollow);
    }

    private void prepareAndFollow() {
        while (running) {
            try {
                List<Generation> prepared = generations.prepare();
                Admin client = Admin.create(adminSettings);
                admin = client;
                postgres.answered();
                unprepared = null;
                prepared.forEach(generation -> follow(generation, client));
                return;
            } catch (DataAccessException e) {
                postgres.failed(e);
            } catch (KafkaException e) {
                kafka.failed(e);
            } catch (OutdatedViewsException e) {
                unprepared(String.valueOf(e.getMessage()), e.getCause());
            } catch (FlywayException e) {
                prepareFailed(e);
            }
            try {
                Thread.sleep(properties.retryPause());
            } catch (InterruptedException e) {
                return;
            }
        }
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

    private void follow(Generation generation, Admin client) {
        var topic = new EventTopic(client, properties.topic());
        var context = new FollowerContext(properties, topic, checkpoints, runner, progress, metrics, kafka, postgres);
        var follower = new LogFollower(context, generation, consumerSettings);
        var watch = new LogWatch(context, follower);
        followed.add(new Followed(follower, watch));
        launch("views-g" + generation.number(), follower);
        launch("views-g" + generation.number() + "-watch", watch);
    }

    /** Threads of the platform: Kafka's client may spin, which would take a carrier from all virtual threads. */
    private void launch(String name, Runnable work) {
        threads.add(Thread.ofPlatform().daemon().name(name).start(work));
    }

    @Override
    public void stop() {
        running = false;
        followed.forEach(it -> {
            it.follower().close();
            it.watch().close();
        });
        threads.getFirst().interrupt();
        try {
            for (Thread thread : threads) {
                thread.join(STOP_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Admin client = admin;
        if (client != null) {
            client.close(Duration.ZERO);
        }
        threads.clear();
        followed.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
