package io.orderlog.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.commons.io.FileUtils;

/** Postgres' own programs {@code initdb} and {@code pg_ctl}, applied to one data folder. */
final class PostgresCommands {

    /**
     * While it copies rows, Postgres frees and takes the same memory again and again. Without these, the C library gives it back to the
     * system each time, which takes a fifth of its CPU; with them, a connection keeps at most 16 MB.
     */
    private static final Map<String, String> ALLOCATOR = Map.of(
            "MALLOC_TRIM_THRESHOLD_", Integer.toString(16 << 20),
            "MALLOC_MMAP_THRESHOLD_", Integer.toString(4 << 20),
            "MALLOC_TOP_PAD_", Integer.toString(1 << 20));

    private final Path programs;
    private final Path data;
    private final List<String> asOrdinaryUser;

    /**
     * @param programs the folder that holds {@code bin}
     * @param data the server's data folder
     */
    PostgresCommands(Path programs, Path data) {
        this.programs = programs;
        this.data = data;
        this.asOrdinaryUser = OrdinaryUser.commandPrefix();
    }

    /** Makes an empty data folder; whoever sees it sees a finished one, because it is made beside and renamed. */
    void initialize(String username) {
        Path beside = data.resolveSibling(data.getFileName() + "-unfinished");
        try {
            FileUtils.deleteDirectory(beside.toFile());
            Files.createDirectories(beside);
            OrdinaryUser.own(asOrdinaryUser, beside);
            run("prepare its data folder " + data, Duration.ofMinutes(2), "initdb", "--auth=trust", "--username=" + username,
                    "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions",
                    "--pgdata=" + beside);
            Files.move(beside, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new EmbeddedServerException("Postgres cannot prepare its data folder " + data, e);
        }
    }

    /** Starts the server in a session of its own, where Ctrl-C in our terminal does not reach it, and waits until it serves. */
    void start(List<String> options, Path serverLog, Duration limit) {
        String serverOptions = options.stream().map(option -> "-c " + option).collect(Collectors.joining(" "));
        run("start (see " + serverLog + ")", limit.plusSeconds(10), "pg_ctl", "start", "--wait", "--timeout=" + limit.toSeconds(),
                "--silent", "--pgdata=" + data, "--log=" + serverLog.toAbsolutePath(), "--options=" + serverOptions);
    }

    void stop(String mode, Duration limit) {
        run("stop", limit.plusSeconds(10), "pg_ctl", "stop", "--wait", "--timeout=" + limit.toSeconds(), "--silent", "--pgdata=" + data,
                "--mode=" + mode);
    }

    private void run(String purpose, Duration limit, String program, String... arguments) {
        var command = new ArrayList<>(asOrdinaryUser);
        command.add(programs.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        try {
            // A file, not a pipe: the server inherits it and would keep a pipe open for as long as it lives.
            Path output = Files.createTempFile("orderlog-" + program, ".log");
            try {
                var builder = new ProcessBuilder(command).directory(programs.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
                ALLOCATOR.forEach(builder.environment()::putIfAbsent);
                var process = builder.start();
                if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new EmbeddedServerException("Postgres did not " + purpose + " within " + limit.toSeconds() + " seconds");
                }
                if (process.exitValue() != 0) {
                    throw new EmbeddedServerException("Postgres could not " + purpose + ": " + Files.readString(output).strip());
                }
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new EmbeddedServerException("Postgres could not " + purpose, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Interrupted while waiting for Postgres to " + purpose, e);
        }
    }
}
