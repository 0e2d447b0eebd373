package io.orderlog.chaos.house;

import io.orderlog.access.testing.TestTokens;
import io.orderlog.embedded.EmbeddedDatabase;
import io.orderlog.query.QueryServiceApplication;
import io.orderlog.query.testing.TopicFold;
import io.orderlog.query.testing.ViewsDifference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The read side with a Postgres of its own, both ending with this process. */
public final class Views implements AutoCloseable {

    private static final int HEAP_MEGABYTES = 256;
    private static final Duration START = Duration.ofMinutes(2);

    private final Program program;
    private final Path address;
    private @Nullable String jdbcUrl;

    Views(Path directory, Cluster cluster) {
        this.address = directory.resolve("views.address");
        this.program = new Program(
                directory.resolve("views.log"),
                List.of(),
                HEAP_MEGABYTES,
                Process.class,
                List.of(
                        address.toString(),
                        "--server.port=" + Ports.next(),
                        "--management.server.port=",
                        "--spring.kafka.bootstrap-servers=" + cluster.bootstrapServers(),
                        TestTokens.settings().getFirst()));
    }

    void start() {
        program.start();
        Awaitility.await("a database").atMost(START).until(() -> Files.exists(address));
    }

    /** What the views say that a fold of the topic does not, and the other way round. */
    public List<String> differenceTo(TopicFold fold) throws SQLException, IOException {
        if (jdbcUrl == null) {
            jdbcUrl = Files.readString(address);
        }
        return ViewsDifference.between(jdbcUrl, "orderlog", fold);
    }

    @Override
    public void close() {
        program.end();
    }

    /** Database and service in one process. */
    static final class Process {

        private Process() {}

        /** @param args the file to write the database's address to, and the service's own */
        public static void main(String[] args) throws IOException {
            EmbeddedDatabase database = EmbeddedDatabase.temporary();
            Path address = Path.of(args[0]);
            Path written = Files.writeString(address.resolveSibling("views.address-unfinished"), database.jdbcUrl());
            Files.move(written, address, StandardCopyOption.ATOMIC_MOVE);
            new SpringApplicationBuilder(QueryServiceApplication.class)
                    .properties("spring.config.name=query-service")
                    .run(Stream.concat(
                            Stream.of(args).skip(1),
                            Stream.of(
                                    "--spring.datasource.url=" + database.jdbcUrl(),
                                    "--spring.datasource.username=" + database.username()))
                            .toArray(String[]::new));
        }
    }
}
