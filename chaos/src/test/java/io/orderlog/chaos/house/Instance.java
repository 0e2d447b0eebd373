package io.orderlog.chaos.house;

import io.orderlog.access.testing.TestTokens;
import io.orderlog.command.CommandServiceApplication;
import io.orderlog.command.testing.SmallDisk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;

/** One instance of the command side, with its cables to the brokers and a small disk for its states. */
public final class Instance implements AutoCloseable {

    private static final int HEAP_MEGABYTES = 192;
    private static final int DISK_MEGABYTES = 256;
    private static final Duration PROBE = Duration.ofSeconds(5);

    private final int number;
    private final int port = Ports.next();
    private final List<Cable> cables;
    private final Path states;
    private final @Nullable SmallDisk disk;
    private final Program program;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Instance(int number, Path directory, Cluster cluster, List<String> settings) throws IOException {
        this.number = number;
        this.cables = cluster.cablesOf(number);
        Path diskDirectory = directory.resolve("disk-" + (number + 1));
        this.disk = SmallDisk.mount(diskDirectory, DISK_MEGABYTES);
        this.states = diskDirectory.resolve("states");
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--management.server.port=",
                "--spring.kafka.bootstrap-servers="
                        + cables.stream().map(cable -> Ports.LOOPBACK + ":" + cable.port()).collect(Collectors.joining(",")),
                "--orderlog.log.states-directory=" + states));
        arguments.addAll(TestTokens.settings());
        arguments.addAll(settings);
        this.program = new Program(
                directory.resolve("instance-%d.log".formatted(number + 1)),
                disk == null ? List.of() : disk.commandPrefix(),
                HEAP_MEGABYTES,
                CommandServiceApplication.class,
                arguments);
    }

    public int number() {
        return number;
    }

    public URI url(String path) {
        return URI.create("http://%s:%d%s".formatted(Ports.LOOPBACK, port, path));
    }

    public boolean isReady() {
        try {
            HttpRequest request = HttpRequest.newBuilder(url("/readyz")).timeout(PROBE).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public void start() {
        program.start();
    }

    /** {@code kill -9}. */
    public void kill() {
        program.kill();
    }

    /** SIGTERM: the instance answers what it has taken in and ends. */
    public void end() {
        program.end();
    }

    /** SIGSTOP until the sleep is closed. */
    public Sleep putToSleep() {
        return program.putToSleep();
    }

    public void setCables(Cable.State state) {
        cables.forEach(cable -> cable.set(state));
    }

    boolean canFillDisk() {
        return disk != null;
    }

    public void fillDisk() {
        Objects.requireNonNull(disk).fill();
    }

    public void freeDisk() {
        Objects.requireNonNull(disk).free();
    }

    /** What a new instance has; the instance must not run. */
    public void deleteStates() {
        if (disk == null) {
            FileUtils.deleteQuietly(states.toFile());
        } else {
            disk.delete(String.valueOf(states.getFileName()));
        }
    }

    boolean restartIfEnded() {
        boolean ended = program.hasEndedByItself();
        if (ended) {
            program.start();
        }
        return ended;
    }

    @Override
    public void close() {
        client.close();
        program.close();
        if (disk != null) {
            disk.close();
        }
    }
}
