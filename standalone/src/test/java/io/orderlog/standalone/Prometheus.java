package io.orderlog.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real Prometheus, with the alert rules of {@code deploy}, looking at a house. */
final class Prometheus implements AutoCloseable {

    static final Path RULES = Path.of("../deploy/prometheus").toAbsolutePath().normalize();
    private static final Path PROGRAM = Path.of("/usr/bin/prometheus");
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private Prometheus(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    static Prometheus start(Path directory, WatchedHouse house) throws IOException {
        int port = freePort();
        Path configuration = directory.resolve("prometheus.yml");
        Files.writeString(configuration, """
                global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
                rule_files: ["%s"]
                scrape_configs:
                %s%s%s""".formatted(RULES.resolve("rules.yml"), job("gateway", house.gateway()), job("command-service", house.command()),
                job("query-service", house.query())));
        Process process = new ProcessBuilder(PROGRAM.toString(), "--config.file=" + configuration,
                "--storage.tsdb.path=" + directory.resolve("prometheus"), "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
        return new Prometheus(process, port);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String job(String name, ConfigurableApplicationContext service) {
        return """
                - {job_name: %s, metrics_path: /actuator/prometheus, static_configs: [{targets: ["127.0.0.1:%s"]}]}
                """.formatted(name, service.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** What promtool prints, which ends the test if it is not content. */
    static String check(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).directory(RULES.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** @return 0 if there is none */
    double value(String expression) throws Exception {
        JsonNode result = ask("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8)).at("/data/result");
        return result.isEmpty() ? 0 : Double.parseDouble(result.get(0).path("value").get(1).asString());
    }

    /** @throws AssertionError if the expression is malformed */
    boolean knows(String expression) throws Exception {
        JsonNode answer = ask("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        assertThat(answer.path("status").asString()).as(expression).isEqualTo("success");
        return !answer.at("/data/result").isEmpty();
    }

    Set<String> firing() throws Exception {
        Set<String> firing = new TreeSet<>();
        for (JsonNode alert : ask("/api/v1/alerts").at("/data/alerts")) {
            if (alert.path("state").asString().equals("firing")) {
                firing.add(alert.at("/labels/alertname").asString());
            }
        }
        return firing;
    }

    void awaitFiring(Duration soon, String... alerts) {
        Awaitility.await(String.join(", ", alerts)).atMost(soon).ignoreExceptions().until(() -> firing().containsAll(List.of(alerts)));
    }

    void awaitSilence(Duration patience, String... alerts) {
        Awaitility.await(String.join(", ", alerts)).atMost(patience).until(() -> List.of(alerts).stream().noneMatch(firing()::contains));
    }

    private JsonNode ask(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
        return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
