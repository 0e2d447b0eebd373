package io.orderlog.benchmarks.process;

import io.orderlog.access.testing.TestTokens;
import io.orderlog.benchmarks.limit.LimitApplication;
import io.orderlog.benchmarks.load.Load;
import io.orderlog.benchmarks.load.LoadGenerator;
import io.orderlog.benchmarks.load.LoadResult;
import io.orderlog.benchmarks.load.TrivialService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** One broker and one generator, and whatever services are to be measured, all processes of their own on this machine. */
public final class Stage implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final Settings settings;
    private final JavaProcess broker;
    private final JavaProcess generator;
    private final String bootstrapServers;

    /**
     * @param folder for data and logs; what an earlier run left there is deleted
     * @param durable whether the broker writes each record to disk before it acknowledges it
     * @param serviceJvm options of each service's Java
     */
    public record Settings(Path folder, boolean durable, List<String> serviceJvm) {}

    public Stage(Settings settings) {
        this.settings = settings;
        delete(settings.folder());
        int port = Ports.free();
        bootstrapServers = "127.0.0.1:" + port;
        broker = JavaProcess.ofClass(
                Servers.Kafka.class, log("broker"), withHouse(List.of("-Xms1g", "-Xmx1g")), folder("kafka"), port, settings.durable());
        broker.readLine();
        generator = JavaProcess.ofClass(LoadGenerator.class, log("generator"), List.of("-Xmx256m", "-XX:+UseSerialGC"));
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Blocks until the load is done. */
    public LoadResult run(Load load) {
        generator.writeLine(JSON.writeValueAsString(load.withToken(TestTokens.everything())));
        return JSON.readValue(generator.readLine(), LoadResult.class);
    }

    public ProcessUsage brokerUsage() {
        return broker.usage();
    }

    /** @return what to close, and the port */
    public Trivial trivial() {
        int port = Ports.free();
        JavaProcess process = JavaProcess.ofClass(TrivialService.class, log("trivial"), List.of("-Xmx64m", "-XX:+UseSerialGC"), port);
        process.readLine();
        return new Trivial(process, port);
    }

    /** The endpoint that does next to nothing. */
    public static final class Trivial implements AutoCloseable {

        private final JavaProcess process;
        private final int port;

        private Trivial(JavaProcess process, int port) {
            this.process = process;
            this.port = port;
        }

        public int port() {
            return port;
        }

        @Override
        public void close() {
            process.close();
        }
    }

    public Service limit() {
        List<String> program = new ArrayList<>(withHouse(settings.serviceJvm()));
        program.addAll(List.of("-cp", System.getProperty("java.class.path"), LimitApplication.class.getName()));
        return Service.start("limit", log("limit"), program, List.of(kafka()));
    }

    /**
     * A command service as it is shipped.
     *
     * @param name of the instance: its states are kept under this name, so that a second start finds them
     */
    public Service orderlog(String name, String topic) {
        return Service.start(
                name,
                log(name),
                jar("command-service"),
                List.of(
                        kafka(),
                        "--orderlog.log.topic=" + topic,
                        "--orderlog.log.replication-factor=1",
                        "--orderlog.log.states-directory=" + folder("states-" + name)));
    }

    public Database database() {
        return database("postgres");
    }

    /** @param name of the server: it keeps its data under this name */
    public Database database(String name) {
        JavaProcess process =
                JavaProcess.ofClass(Servers.Postgres.class, log(name), withHouse(List.of("-Xmx128m")), folder(name));
        String[] address = process.readLine().split(" ", 2);
        return new Database(process, folder(name), address[0], address[1]);
    }

    /** A Postgres server. */
    public static final class Database implements AutoCloseable {

        private final JavaProcess process;
        private final Path folder;
        private final String url;
        private final String username;

        private Database(JavaProcess process, Path folder, String url, String username) {
            this.process = process;
            this.folder = folder;
            this.url = url;
            this.username = username;
        }

        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url, username, "");
        }

        /** Processor time that all processes of the server have taken so far. */
        public double cpuSeconds() {
            try (var lines = Files.lines(folder.resolve("data").resolve("postmaster.pid"))) {
                return lines.findFirst()
                        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                        .map(ProcessUsage::cpuSecondsWithChildren)
                        .orElse(0.0);
            } catch (IOException e) {
                throw new UncheckedIOException("Nothing says which process Postgres is", e);
            }
        }

        @Override
        public void close() {
            process.close();
        }
    }

    /** As {@link #queries}, with an empty database and a log that it has not read yet; returns before it has. */
    public Service queriesFarBehind(Database database, String topic) {
        return Service.startAlive("queries", log("queries"), jar("query-service"), queriesOf(database, topic));
    }

    /** A query service as it is shipped, which looks up its lag every half second. */
    public Service queries(Database database, String topic) {
        return Service.start("queries", log("queries"), jar("query-service"), queriesOf(database, topic));
    }

    private List<String> queriesOf(Database database, String topic) {
        return List.of(
                kafka(),
                "--orderlog.views.topic=" + topic,
                "--orderlog.views.watch-interval=500ms",
                "--spring.datasource.url=" + database.url,
                "--spring.datasource.username=" + database.username);
    }

    /** Where parts may put files; deleted by the next run. */
    public Path folder(String name) {
        return settings.folder().resolve(name);
    }

    private List<String> jar(String module) {
        Path jar = Path.of("..", module, "target", "%s-%s-exec.jar".formatted(module, System.getProperty("benchmarks.version")));
        List<String> program = new ArrayList<>(withHouse(settings.serviceJvm()));
        program.addAll(List.of("-jar", jar.toString()));
        return program;
    }

    private String kafka() {
        return "--spring.kafka.bootstrap-servers=" + bootstrapServers;
    }

    /** With the options that every Java of the house needs. */
    private static List<String> withHouse(List<String> options) {
        List<String> all = new ArrayList<>(Arrays.asList(System.getProperty("benchmarks.jvm-options", "").split(" ", -1)));
        all.addAll(options);
        all.removeIf(String::isBlank);
        return all;
    }

    private Path log(String name) {
        return settings.folder().resolve("logs").resolve(name + ".log");
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("What an earlier run left can't be deleted", e);
        }
    }

    @Override
    public void close() {
        generator.close();
        broker.close();
    }
}
