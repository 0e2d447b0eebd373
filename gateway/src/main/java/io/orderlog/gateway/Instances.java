package io.orderlog.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.client.HttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The instances of each side: they take turns, but for those that are not ready, which is asked once a second. */
@Component
final class Instances implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Instances.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final HttpClient client;
    private final Map<Side, List<Instance>> sides = new EnumMap<>(Side.class);
    private final AtomicInteger turn = new AtomicInteger();
    private volatile @Nullable Thread watch;

    private static final class Instance {

        private final URI url;
        private volatile boolean ready = true;

        Instance(URI url) {
            this.url = url;
        }
    }

    Instances(HttpClient sideClient, GatewayProperties properties) {
        this.client = sideClient;
        for (Side side : Side.values()) {
            sides.put(side, properties.urls(side).stream().map(Instance::new).toList());
        }
    }

    /**
     * Whose turn it is.
     *
     * @param tried those that have failed already with the same request
     * @return {@code null} if all have
     */
    @Nullable
    URI next(Side side, Collection<URI> tried) {
        List<Instance> left = of(side).stream().filter(instance -> !tried.contains(instance.url)).toList();
        List<Instance> ready = left.stream().filter(instance -> instance.ready).toList();
        // If none says that it is ready, the question may be what fails.
        List<Instance> candidates = ready.isEmpty() ? left : ready;
        return candidates.isEmpty() ? null : candidates.get(Math.floorMod(turn.getAndIncrement(), candidates.size())).url;
    }

    /** It is left out until it says that it is ready. */
    void failed(Side side, URI url) {
        of(side).stream().filter(instance -> instance.url.equals(url)).forEach(instance -> change(instance, false));
    }

    private List<Instance> of(Side side) {
        return sides.getOrDefault(side, List.of());
    }

    private static void change(Instance instance, boolean ready) {
        if (instance.ready != ready) {
            instance.ready = ready;
            log.info("{} is {}", instance.url, ready ? "ready" : "not ready, and left out until it is");
        }
    }

    @Override
    public void start() {
        watch = Thread.ofVirtual().name("instances").start(this::watch);
    }

    /** A side of one instance has nobody to take its turn. */
    private void watch() {
        List<Instance> watched = sides.values().stream().filter(instances -> instances.size() > 1).flatMap(List::stream).toList();
        try {
            while (!watched.isEmpty()) {
                for (Instance instance : watched) {
                    change(instance, isReady(instance));
                }
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReady(Instance instance) throws InterruptedException {
        try {
            return client.newRequest(instance.url.resolve("/readyz"))
                    .timeout(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)
                    .send()
                    .getStatus() == 200;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    @Override
    public void stop() {
        Thread watching = watch;
        if (watching != null) {
            watching.interrupt();
            watch = null;
        }
    }

    @Override
    public boolean isRunning() {
        return watch != null;
    }
}
