package io.orderlog.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One real Postgres server, a process of its own, listening on the loopback address, with one empty database. */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String USERNAME = "orderlog";
    private static final String DATABASE = "orderlog";
    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final Settings settings;
    private final int port;
    private final PostgresCommands commands;
    private final Path data;
    private final PostgresPidFile pidFile;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final @Nullable TemporaryFolder temporaryFolder;
    private boolean running;

    /**
     * Where and how the server runs.
     *
     * @param directory where the server keeps its programs ({@code programs-...}), data ({@code data}) and log ({@code server.log});
     *        made when missing, kept over restarts and kill -9
     * @param port the port of the server, or 0 for a free one
     * @param durable whether the server writes through to the disk ({@code fsync}), so that a power cut cannot damage its files
     */
    public record Settings(Path directory, int port, boolean durable) {}

    private EmbeddedDatabase(Settings settings, Path programs, @Nullable TemporaryFolder temporaryFolder) {
        this.settings = settings;
        this.temporaryFolder = temporaryFolder;
        this.data = dataIn(settings.directory());
        this.pidFile = new PostgresPidFile(data);
        this.commands = new PostgresCommands(PostgresPrograms.unpackedIn(programs.toAbsolutePath()), data);
        this.port = settings.port() == 0 ? FreePort.find() : settings.port();
        startAgain();
    }

    /**
     * Starts a server and returns when it serves clients. A server that a killed JVM left behind on the same folder is stopped first.
     */
    public static EmbeddedDatabase start(Settings settings) {
        return new EmbeddedDatabase(settings, settings.directory(), null);
    }

    /** Stops the server that a killed JVM left behind on the folder, if there is one: on its old port, and with its old settings. */
    public static void stopLeftover(Path directory) {
        Path data = dataIn(directory);
        var leftover = new PostgresPidFile(data).server();
        if (leftover.isPresent()) {
            log.info("Stopping the Postgres server (process {}) that an earlier run left behind", leftover.get().pid());
            new PostgresCommands(PostgresPrograms.unpackedIn(directory.toAbsolutePath()), data).stop("fast", STOP_LIMIT);
        }
    }

    /** Starts a server on a free port whose data is gone when it is closed or when the JVM ends. */
    public static EmbeddedDatabase temporary() {
        var folder = TemporaryFolder.create("orderlog-postgres-");
        var database = new EmbeddedDatabase(new Settings(folder.path(), 0, false), PostgresPrograms.sharedFolder(), folder);
        Runtime.getRuntime().addShutdownHook(new Thread(database::close, "embedded-postgres-end"));
        return database;
    }

    /** The database's address for JDBC, without user name; the same for as long as this object lives. */
    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    /** The superuser; there is no password, every program on this machine is trusted. */
    public String username() {
        return USERNAME;
    }

    /** Starts the stopped server on the same port and data; does nothing when it runs. */
    public synchronized void startAgain() {
        if (running) {
            return;
        }
        if (Files.exists(data)) {
            requireReadableBy(PostgresPrograms.version());
            stopLeftover(settings.directory());
            pidFile.deleteIfStale();
        } else {
            commands.initialize(USERNAME);
        }
        commands.start(serverOptions(), settings.directory().resolve("server.log"), RECOVERY_LIMIT);
        running = true;
        createDatabaseWhenMissing();
    }

    /** Stops the server and keeps its data, closing open connections; does nothing when it is stopped. */
    public synchronized void stop() {
        if (running) {
            stopServer("fast");
        }
    }

    /** Stops the server for good; a temporary one takes its data along. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            closeForGood();
        }
    }

    private synchronized void closeForGood() {
        if (temporaryFolder == null) {
            stop();
        } else {
            stopServer("immediate");
            temporaryFolder.delete();
        }
    }

    private void stopServer(String mode) {
        running = false;
        if (pidFile.server().isPresent()) {
            commands.stop(mode, STOP_LIMIT);
        }
    }

    private List<String> serverOptions() {
        var options = new ArrayList<>(List.of("port=" + port, "listen_addresses=" + FreePort.LOOPBACK, "unix_socket_directories=",
                "max_connections=200", "timezone=UTC", "log_timezone=UTC", "log_error_verbosity=terse"));
        if (!settings.durable()) {
            options.addAll(List.of("fsync=off", "full_page_writes=off", "synchronous_commit=off"));
        }
        return options;
    }

    private void requireReadableBy(String version) {
        try {
            String writtenBy = Files.readString(data.resolve("PG_VERSION")).strip();
            if (!version.startsWith(writtenBy + ".")) {
                throw new EmbeddedServerException("The data in %s was written by Postgres %s, but this is Postgres %s, which cannot read it"
                        .formatted(data, writtenBy, version));
            }
        } catch (IOException e) {
            throw new EmbeddedServerException("Postgres cannot read its data folder " + data, e);
        }
    }

    private void createDatabaseWhenMissing() {
        try (var connection = DriverManager.getConnection(jdbcUrl("postgres"), USERNAME, "");
                var statement = connection.createStatement();
                var found = statement.executeQuery("select from pg_database where datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                statement.execute("create database " + DATABASE);
            }
        } catch (SQLException e) {
            throw new EmbeddedServerException("Postgres started but does not serve its database", e);
        }
    }

    private static Path dataIn(Path directory) {
        return directory.toAbsolutePath().resolve("data");
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://" + FreePort.LOOPBACK + ":" + port + "/" + database;
    }
}
