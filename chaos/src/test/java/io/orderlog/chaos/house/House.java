package io.orderlog.chaos.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.awaitility.Awaitility;

/** All processes together: they run when this is open, and none is left when it is closed or this process ends, however it ends. */
public final class House implements AutoCloseable {

    public static final String TOPIC = "orders.events";

    private static final int INSTANCES = 3;
    private static final Duration START = Duration.ofMinutes(3);

    private final Cluster cluster;
    private final List<Instance> instances = new ArrayList<>();
    private final Views views;

    private House(Path directory, List<String> settings) throws IOException {
        this.cluster = new Cluster(directory, INSTANCES);
        for (int number = 0; number < INSTANCES; number++) {
            instances.add(new Instance(number, directory, cluster, settings));
        }
        this.views = new Views(directory, cluster);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /**
     * Starts everything and returns when every instance is ready.
     *
     * @param directory where everything is kept; emptied first
     * @param settings of every instance of the command side
     */
    public static House open(Path directory, List<String> settings) throws IOException {
        FileUtils.deleteDirectory(directory.toFile());
        Files.createDirectories(directory);
        House house = new House(directory, settings);
        try {
            house.cluster.awaitAllThere();
            house.instances.forEach(Instance::start);
            house.views.start();
            house.awaitReady();
            return house;
        } catch (RuntimeException e) {
            house.close();
            throw e;
        }
    }

    public Cluster cluster() {
        return cluster;
    }

    public List<Instance> instances() {
        return instances;
    }

    public Views views() {
        return views;
    }

    public boolean canFillDisks() {
        return instances.stream().allMatch(Instance::canFillDisk);
    }

    /**
     * Starts again what has ended by itself, as whoever runs services in earnest does.
     *
     * @return how many instances that were
     */
    public int restartEnded() {
        cluster.restartEnded();
        return (int) instances.stream().filter(Instance::restartIfEnded).count();
    }

    /** Returns when the whole cluster is there and every instance is ready. */
    public void awaitReady() {
        cluster.awaitAllThere();
        Awaitility.await("ready instances").atMost(START).until(() -> {
            restartEnded();
            return instances.stream().allMatch(Instance::isReady);
        });
    }

    @Override
    public void close() {
        instances.forEach(Instance::close);
        views.close();
        cluster.close();
    }
}
