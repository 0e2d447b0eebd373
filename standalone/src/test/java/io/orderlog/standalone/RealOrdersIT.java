package io.orderlog.standalone;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlog.cli.OrderlogCli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Real invoices go through the whole house, from one client to the views, while it is killed. */
class RealOrdersIT {

    private static final Path CHECKS = Path.of("../checks");
    private static final String INVOICES = CHECKS.resolve("online-retail-cut.csv.gz").toString();
    private static final Duration START = Duration.ofMinutes(2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private int port;
    private int kafkaPort;
    private int postgresPort;
    private @Nullable Process house;

    @BeforeEach
    void choosePorts() throws IOException {
        port = freePort();
        kafkaPort = freePort();
        postgresPort = freePort();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (house != null) {
            house.destroy();
            house.waitFor(30, SECONDS);
        }
    }

    @Test
    void anImportThatIsCutOffByAKillGoesOnAndEveryOrderIsThereExactlyOnce() throws Exception {
        start();
        var importing = new FutureTask<>(() -> cli(new StringWriter(), "import", INVOICES, "--url", url(), "--concurrency", "32"));
        Thread.ofVirtual().start(importing);
        await().atMost(START).until(() -> recordsInTheLog() >= 300);

        kill();
        start();

        assertThat(importing.get(3, MINUTES)).isZero();
        Map<String, Long> log = logFigures();
        assertThat(log).containsAllEntriesOf(expected());
        assertThat(viewFigures()).containsExactlyInAnyOrderEntriesOf(expected());

        assertThat(cli(new StringWriter(), "import", INVOICES, "--url", url())).isZero();

        assertThat(logFigures()).isEqualTo(log);
    }

    /** What {@code checks/online-retail.py} works out of the file by itself, of what the log and the views can know. */
    private static Map<String, Long> expected() throws IOException {
        Map<String, Long> figures = figures(Files.readString(CHECKS.resolve("online-retail-cut.json")));
        figures.keySet()
                .removeIf(name -> name.startsWith("rejected: ")
                        || List.of("invoices", "taken", "unmatched lines").contains(name));
        return figures;
    }

    private Map<String, Long> logFigures() {
        var out = new StringWriter();
        assertThat(cli(out, "figures", "log", "--json", "--bootstrap-servers", bootstrapServers())).isZero();
        return figures(out.toString());
    }

    private Map<String, Long> viewFigures() {
        var out = new StringWriter();
        String jdbcUrl = "jdbc:postgresql://127.0.0.1:%d/orderlog".formatted(postgresPort);
        assertThat(cli(out, "figures", "views", "--json", "--jdbc-url", jdbcUrl)).isZero();
        return figures(out.toString());
    }

    private static Map<String, Long> figures(String json) {
        return new TreeMap<>(JsonMapper.shared().readValue(json, new TypeReference<Map<String, Long>>() {}));
    }

    private static int cli(StringWriter out, String... arguments) {
        return OrderlogCli.commandLine().setOut(new PrintWriter(out, true)).execute(arguments);
    }

    private long recordsInTheLog() {
        Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrapServers());
        try (var consumer = new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("orders.events")
                    .stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private void start() throws IOException {
        Path screen = Files.createTempFile(folder, "screen", ".txt");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        Stream.of(System.getProperty("jvm.options").split(" ")).forEach(command::add);
        command.addAll(List.of("-jar", System.getProperty("standalone.jar")));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(screen.toFile());
        builder.environment().put("ORDERLOG_DATA", folder.resolve("data").toString());
        builder.environment().put("ORDERLOG_PORT", Integer.toString(port));
        builder.environment().put("ORDERLOG_KAFKA_PORT", Integer.toString(kafkaPort));
        builder.environment().put("ORDERLOG_POSTGRES_PORT", Integer.toString(postgresPort));
        Process started = builder.start();
        house = started;
        await().atMost(START).until(() -> {
            assertThat(started.isAlive()).as(Files.readString(screen)).isTrue();
            return Files.readString(screen).contains("Orderlog is ready");
        });
    }

    private void kill() throws InterruptedException {
        if (house != null) {
            house.destroyForcibly().waitFor();
        }
    }

    private String url() {
        return "http://127.0.0.1:" + port;
    }

    private String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
