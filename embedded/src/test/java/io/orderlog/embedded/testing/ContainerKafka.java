package io.orderlog.embedded.testing;

import io.orderlog.embedded.EmbeddedKafka;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** The broker of Kafka's own image, set up as the embedded one. */
record ContainerKafka(String bootstrapServers, ContainerServer server) implements TestKafka {

    private static final String IMAGE = "apache/kafka:4.2.1";
    private static final int PORT_INSIDE = 9092;

    static ContainerKafka start() {
        int port = ContainerServer.freePort();
        String address = ContainerServer.onThisMachine(port);
        var server = new ContainerServer(IMAGE, port, PORT_INSIDE, () -> serves(address))
                .with("KAFKA_PROCESS_ROLES", "broker,controller")
                .with("KAFKA_NODE_ID", "1")
                .with("KAFKA_LISTENERS", "PLAINTEXT://:" + PORT_INSIDE + ",CONTROLLER://:9093")
                .with("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://" + address)
                .with("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT")
                .with("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER")
                .with("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093");
        EmbeddedKafka.settingsOfASingleBroker()
                .forEach((name, value) -> server.with("KAFKA_" + name.replace('.', '_').toUpperCase(Locale.ROOT), value));
        server.start();
        return new ContainerKafka(address, server);
    }

    private static void serves(String address) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            admin.describeCluster().clusterId().get(5, TimeUnit.SECONDS);
        }
    }

    @Override
    public void stop() {
        server.stop();
    }

    @Override
    public void startAgain() {
        server.start();
    }

    @Override
    public void close() {
        server.remove();
    }
}
