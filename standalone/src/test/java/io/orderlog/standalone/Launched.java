package io.orderlog.standalone;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The packaged launcher in a process of its own, as a user starts it. */
final class Launched implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final Path screen;
    private final int port;

    private Launched(Process process, Path screen, int port) {
        this.process = process;
        this.screen = screen;
        this.port = port;
    }

    /** Starts it in the directory and returns at once. */
    static Launched start(Path directory, int port, String... more) throws IOException {
        return startWith(directory, port, Stream.concat(Stream.of("--orderlog.port=" + port), Stream.of(more)).toList());
    }

    /** Starts it with arguments that may be wrong. */
    static Launched startWith(Path directory, int port, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "-Xmx1g", "-jar", System.getProperty("standalone.jar")));
        command.addAll(arguments);
        Path screen = Files.createTempFile(directory, "screen", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(screen.toFile())
                .start();
        return new Launched(process, screen, port);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    Launched awaitReady() {
        Awaitility.await()
                .atMost(START)
                .failFast("the launcher has ended", () -> !process.isAlive())
                .until(() -> screen().contains("Orderlog is ready") && screen().contains("curl"));
        return this;
    }

    String screen() throws IOException {
        return Files.readString(screen);
    }

    /** @return the exit code */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new AssertionError("The launcher does not end");
        }
        return process.exitValue();
    }

    /** What Ctrl-C and SIGTERM do. */
    void end() {
        process.destroy();
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    URI url(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    String kafka() throws IOException {
        return find("Kafka\\s+(\\S+)");
    }

    String jdbcUrl() throws IOException {
        return find("Postgres\\s+(\\S+)");
    }

    String curl() throws IOException {
        return find("(?m)^\\s*(curl .*)$");
    }

    HttpResponse<String> post(String path, String json, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url(path)).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private String find(String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(screen());
        if (!matcher.find()) {
            throw new AssertionError("The screen does not show " + pattern + ": " + screen());
        }
        return matcher.group(1);
    }

    @Override
    public void close() throws InterruptedException {
        client.close();
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
