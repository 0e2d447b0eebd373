package io.orderlog.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** One Kafka server (KRaft) in this process, with whatever settings; a member of a cluster or a cluster of its own. */
public final class KafkaServer implements AutoCloseable {

    private final KafkaRaftServer server;

    private KafkaServer(KafkaRaftServer server) {
        this.server = server;
    }

    /**
     * Starts a server and returns when it serves clients.
     *
     * @param clusterId what a new data folder is made for; one that has data keeps its own
     * @param settings the broker's own, with one folder as {@code log.dirs}, which is made when it is missing
     */
    public static KafkaServer start(String clusterId, Map<String, String> settings) {
        var config = new KafkaConfig(settings);
        Path directory = Path.of(config.logDirs().getFirst());
        formatIfNew(directory, clusterId, config);
        var starting = new KafkaRaftServer(config, Time.SYSTEM);
        try {
            starting.startup();
        } catch (RuntimeException e) {
            starting.shutdown();
            throw new EmbeddedServerException(
                    "Kafka did not start on %s with its data in %s".formatted(settings.get("listeners"), directory), e);
        }
        return new KafkaServer(starting);
    }

    /** Hands over what the server leads, if there is anybody to take it, and stops it; its data stays. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void formatIfNew(Path directory, String clusterId, KafkaConfig config) {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(directory);
            new Formatter().setClusterId(clusterId)
                    .setNodeId(config.nodeId())
                    .setControllerListenerName(config.controllerListenerNames().getFirst())
                    .addDirectory(directory.toAbsolutePath().toString())
                    .setMetadataLogDirectory(directory.toAbsolutePath().toString())
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .run();
        } catch (Exception e) {
            throw new EmbeddedServerException("Kafka cannot prepare its data folder " + directory, e);
        }
    }
}
