package io.orderlog.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The packaged launcher in a process of its own. */
final class Launched implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(5);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final Path directory;
    private final Path screen;
    private final int port;
    private @Nullable String authorization;

    private Launched(Process process, Path directory, Path screen, int port) {
        this.process = process;
        this.directory = directory;
        this.screen = screen;
        this.port = port;
    }

    /** Starts it unpacked, which takes half the time, in the directory and returns at once. */
    static Launched start(Path directory, int port, String... more) throws IOException {
        return run(directory, port, UnpackedLauncher.program(),
                Stream.concat(Stream.of("--orderlog.port=" + port), Stream.of(more)).toList());
    }

    /** Starts it as it is shipped, with arguments that may be wrong. */
    static Launched startWith(Path directory, int port, List<String> arguments) throws IOException {
        return run(directory, port, List.of("-jar", System.getProperty("standalone.jar")), arguments);
    }

    private static Launched run(Path directory, int port, List<String> program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "-Xmx1g"));
        command.addAll(program);
        command.addAll(arguments);
        Path screen = Files.createTempFile(directory, "screen", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(screen.toFile())
                .start();
        return new Launched(process, directory, screen, port);
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

    /** What the screen says to type, to get a token and to place an order. */
    String curls() throws IOException {
        return find("(?m)^\\s*(TOKEN=.*)$") + "\n" + find("(?m)^\\s*(curl .*)$");
    }

    HttpResponse<String> post(String path, String json, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url(path)).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
        return send(request, headers);
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(url(path)), headers);
    }

    /** Line by line, as they come. */
    HttpResponse<Stream<String>> stream(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(url(path)).header("Authorization", authorization()).build(), BodyHandlers.ofLines());
    }

    /** The file with what a client shows to get a token. */
    Path credentials(String id) {
        return directory.resolve("orderlog-data/clients").resolve(id);
    }

    HttpResponse<String> getAs(String id, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(url(path)).header("Authorization", bearer(id)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) throws IOException, InterruptedException {
        request.header("Authorization", authorization());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Of the client that may do everything. */
    private synchronized String authorization() throws IOException, InterruptedException {
        if (authorization == null) {
            authorization = bearer("shop");
        }
        return authorization;
    }

    private String bearer(String id) throws IOException, InterruptedException {
        return "Bearer " + token(id).body().replaceFirst(".*\"access_token\":\"([^\"]+)\".*", "$1");
    }

    /** What a client is answered who asks for a token as {@code curl -K} does. */
    private HttpResponse<String> token(String id) throws IOException, InterruptedException {
        String credentials = Files.readString(credentials(id));
        String user = credentials.lines().findFirst().orElseThrow().replaceFirst("user = \"(.*)\"", "$1");
        HttpRequest.Builder request = HttpRequest.newBuilder(url("/oauth2/token"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"));
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
