package io.orderlog.chaos.house;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.StringJoiner;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;

/**
 * Three Kafka servers, broker and controller each, as three processes. Every record is on two of them before it is acknowledged. Each
 * instance of the command side has a listener of its own, whose advertised address is the instance's own cable.
 */
public final class Cluster implements AutoCloseable {

    /** How many servers, and replicas of every partition. */
    public static final int SIZE = 3;

    private static final int HEAP_MEGABYTES = 256;
    private static final int ADMIN_SECONDS = 5;
    private static final Duration START = Duration.ofMinutes(2);

    private final List<Program> brokers = new ArrayList<>();
    private final List<Integer> ports = ports(SIZE);
    private final List<List<Cable>> cables = new ArrayList<>();

    /** @param instances how many instances have cables */
    Cluster(Path directory, int instances) throws IOException {
        List<Integer> controllerPorts = ports(SIZE);
        List<List<Integer>> instancePorts = IntStream.range(0, instances).mapToObj(_ -> ports(SIZE)).toList();
        for (List<Integer> targets : instancePorts) {
            cables.add(targets.stream().map(Cable::new).toList());
        }
        String clusterId = Uuid.randomUuid().toString();
        for (int broker = 0; broker < SIZE; broker++) {
            Path file = directory.resolve("broker-%d.properties".formatted(broker + 1));
            Properties settings = settings(broker, directory.resolve("broker-" + (broker + 1)), controllerPorts, instancePorts);
            try (Writer writer = Files.newBufferedWriter(file)) {
                settings.store(writer, null);
            }
            Path output = directory.resolve("broker-%d.log".formatted(broker + 1));
            Program program = new Program(output, List.of(), HEAP_MEGABYTES, Broker.class, List.of(clusterId, file.toString()));
            brokers.add(program);
            program.start();
        }
    }

    private static List<Integer> ports(int count) {
        return IntStream.range(0, count).mapToObj(_ -> Ports.next()).toList();
    }

    private Properties settings(int broker, Path directory, List<Integer> controllerPorts, List<List<Integer>> instancePorts) {
        StringJoiner listeners = new StringJoiner(",");
        StringJoiner advertised = new StringJoiner(",");
        StringJoiner protocols = new StringJoiner(",");
        listeners.add("CONTROLLER://" + address(controllerPorts.get(broker)));
        protocols.add("CONTROLLER:PLAINTEXT");
        listeners.add("HOUSE://" + address(ports.get(broker)));
        advertised.add("HOUSE://" + address(ports.get(broker)));
        protocols.add("HOUSE:PLAINTEXT");
        for (int instance = 0; instance < instancePorts.size(); instance++) {
            listeners.add("INSTANCE%d://%s".formatted(instance, address(instancePorts.get(instance).get(broker))));
            advertised.add("INSTANCE%d://%s".formatted(instance, address(cables.get(instance).get(broker).port())));
            protocols.add("INSTANCE%d:PLAINTEXT".formatted(instance));
        }
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", Integer.toString(broker + 1),
                "listeners", listeners.toString(),
                "advertised.listeners", advertised.toString(),
                "listener.security.protocol.map", protocols.toString(),
                "controller.listener.names", "CONTROLLER",
                "inter.broker.listener.name", "HOUSE",
                "controller.quorum.voters", IntStream.range(0, SIZE)
                        .mapToObj(voter -> (voter + 1) + "@" + address(controllerPorts.get(voter)))
                        .collect(Collectors.joining(",")),
                "log.dirs", directory.toString()));
        settings.putAll(Map.of(
                "default.replication.factor", "3",
                "min.insync.replicas", "2",
                "unclean.leader.election.enable", "false",
                "auto.create.topics.enable", "false",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.num.partitions", "4",
                "log.cleaner.dedupe.buffer.size", "8388608"));
        // Short, so that what a fault leads to happens within seconds.
        settings.putAll(Map.of(
                "broker.session.timeout.ms", "3000",
                "broker.heartbeat.interval.ms", "500",
                "replica.lag.time.max.ms", "3000",
                "controller.quorum.election.timeout.ms", "1000",
                "controller.quorum.fetch.timeout.ms", "2000",
                "group.consumer.min.session.timeout.ms", "6000",
                "group.consumer.session.timeout.ms", "6000",
                "group.consumer.min.heartbeat.interval.ms", "1000",
                "group.consumer.heartbeat.interval.ms", "2000"));
        return settings;
    }

    private static String address(int port) {
        return Ports.LOOPBACK + ":" + port;
    }

    /** For clients that no fault cuts off. */
    public String bootstrapServers() {
        return ports.stream().map(Cluster::address).collect(Collectors.joining(","));
    }

    List<Cable> cablesOf(int instance) {
        return cables.get(instance);
    }

    public void start(int broker) {
        brokers.get(broker).start();
    }

    /** {@code kill -9}. */
    public void kill(int broker) {
        brokers.get(broker).kill();
    }

    /** SIGTERM: the broker hands over what it leads and ends. */
    public void end(int broker) {
        brokers.get(broker).end();
    }

    /** SIGSTOP until the sleep is closed. */
    public Sleep putToSleep(int broker) {
        return brokers.get(broker).putToSleep();
    }

    /** Gives every partition another leader out of its replicas, where that is possible now. */
    public void moveLeaders(String topic) {
        try (Admin admin = admin()) {
            TopicDescription description = describe(topic, admin);
            Map<TopicPartition, Optional<NewPartitionReassignment>> turned = description.partitions()
                    .stream()
                    .collect(Collectors.toMap(
                            partition -> new TopicPartition(topic, partition.partition()),
                            partition -> Optional.of(new NewPartitionReassignment(turned(partition)))));
            admin.alterPartitionReassignments(turned).all().get(ADMIN_SECONDS, SECONDS);
            admin.electLeaders(ElectionType.PREFERRED, turned.keySet()).partitions().get(ADMIN_SECONDS, SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // A broker is away at the moment.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The number of the broker that leads the partition. */
    public int leaderOf(String topic, int partition) throws InterruptedException, ExecutionException, TimeoutException {
        try (Admin admin = admin()) {
            return describe(topic, admin).partitions().get(partition).leader().id() - 1;
        }
    }

    private static TopicDescription describe(String topic, Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        return Objects.requireNonNull(admin.describeTopics(List.of(topic)).allTopicNames().get(ADMIN_SECONDS, SECONDS).get(topic));
    }

    /** The same replicas, the second of which is now the preferred leader. */
    private static List<Integer> turned(TopicPartitionInfo partition) {
        List<Integer> replicas = new ArrayList<>(partition.replicas().stream().map(Node::id).toList());
        Collections.rotate(replicas, -1);
        return replicas;
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    /** Returns when all brokers are members of the cluster. */
    public void awaitAllThere() {
        try (Admin admin = admin()) {
            Awaitility.await("three brokers").atMost(START).until(() -> {
                restartEnded();
                return nodes(admin) == SIZE;
            });
        }
    }

    void restartEnded() {
        brokers.stream().filter(Program::hasEndedByItself).forEach(Program::start);
    }

    private static int nodes(Admin admin) throws InterruptedException {
        try {
            return admin.describeCluster().nodes().get(ADMIN_SECONDS, SECONDS).size();
        } catch (ExecutionException | TimeoutException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        brokers.forEach(Program::close);
        cables.forEach(ofInstance -> ofInstance.forEach(Cable::close));
    }
}
