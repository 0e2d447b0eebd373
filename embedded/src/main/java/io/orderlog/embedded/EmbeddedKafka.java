package io.orderlog.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** One real Kafka broker (KRaft, broker and controller in one) in this process, listening on the loopback address. */
public final class EmbeddedKafka implements AutoCloseable {

    private static final int NODE_ID = 1;
    private static final String CONTROLLER_LISTENER = "CONTROLLER";

    private final Settings settings;
    private final int port;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final @Nullable TemporaryFolder temporaryFolder;
    private @Nullable KafkaServer server;

    /**
     * Where and how the broker runs.
     *
     * @param directory where the broker keeps its data; made when missing, kept over restarts and kill -9
     * @param port the port of the broker, or 0 for a free one
     * @param durable whether every record is on disk before it is acknowledged: then even a power cut loses none, at the price of
     *        one disk flush for each batch of records
     */
    public record Settings(Path directory, int port, boolean durable) {}

    private EmbeddedKafka(Settings settings, @Nullable TemporaryFolder temporaryFolder) {
        this.settings = settings;
        this.temporaryFolder = temporaryFolder;
        this.port = settings.port() == 0 ? FreePort.find() : settings.port();
        startAgain();
    }

    /** Starts a broker and returns when it serves clients. */
    public static EmbeddedKafka start(Settings settings) {
        return new EmbeddedKafka(settings, null);
    }

    /** Starts a broker on a free port whose data is gone when it is closed or when the JVM ends. */
    public static EmbeddedKafka temporary() {
        var folder = TemporaryFolder.create("orderlog-kafka-");
        var kafka = new EmbeddedKafka(new Settings(folder.path(), 0, false), folder);
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "embedded-kafka-end"));
        return kafka;
    }

    /** Host and port for {@code bootstrap.servers}; the same for as long as this object lives. */
    public String bootstrapServers() {
        return FreePort.LOOPBACK + ":" + port;
    }

    /** Starts the stopped broker on the same port and data; does nothing when it runs. */
    public synchronized void startAgain() {
        if (server != null) {
            return;
        }
        server = KafkaServer.start(Uuid.randomUuid().toString(), brokerProperties(FreePort.find()));
    }

    /** Stops the broker and keeps its data; does nothing when it is stopped. */
    public synchronized void stop() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    /** Stops the broker for good; a temporary one takes its data along. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            stop();
            if (temporaryFolder != null) {
                temporaryFolder.delete();
            }
        }
    }

    private Map<String, String> brokerProperties(int controllerPort) {
        var properties = new HashMap<>(settingsOfASingleBroker());
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(NODE_ID));
        properties.put("listeners", "PLAINTEXT://%s:%d,%s://%s:%d".formatted(FreePort.LOOPBACK, port, CONTROLLER_LISTENER,
                FreePort.LOOPBACK, controllerPort));
        properties.put("advertised.listeners", "PLAINTEXT://" + bootstrapServers());
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        properties.put("controller.quorum.voters", "%d@%s:%d".formatted(NODE_ID, FreePort.LOOPBACK, controllerPort));
        properties.put("log.dirs", settings.directory().toAbsolutePath().toString());
        if (settings.durable()) {
            properties.put("log.flush.interval.messages", "1");
        }
        return properties;
    }

    /** What one broker alone needs wherever it runs, but for its addresses and its folder. */
    public static Map<String, String> settingsOfASingleBroker() {
        var properties = new HashMap<String, String>();
        // A topic is the source of truth: nobody makes one by a typing error, and nothing in one expires.
        properties.put("auto.create.topics.enable", "false");
        properties.put("log.retention.ms", "-1");
        properties.put("log.retention.bytes", "-1");

        // A single broker has nobody to replicate to and few clients.
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "4");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "4");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("share.coordinator.state.topic.num.partitions", "1");
        properties.put("log.cleaner.dedupe.buffer.size", "8388608");

        // After a kill -9 the broker waits for its former self to time out, and a consumer for its former self.
        properties.put("broker.session.timeout.ms", "3000");
        properties.put("broker.heartbeat.interval.ms", "500");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("group.consumer.min.session.timeout.ms", "6000");
        properties.put("group.consumer.session.timeout.ms", "6000");
        properties.put("group.consumer.min.heartbeat.interval.ms", "1000");
        properties.put("group.consumer.heartbeat.interval.ms", "2000");
        return properties;
    }
}
