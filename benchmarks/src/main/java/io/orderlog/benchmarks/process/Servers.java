package io.orderlog.benchmarks.process;

import io.orderlog.embedded.EmbeddedDatabase;
import io.orderlog.embedded.EmbeddedKafka;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** The servers that the services need, each in a process of its own that says a line when it serves and ends with its input. */
final class Servers {

    private Servers() {}

    static final class Kafka {

        private Kafka() {}

        /** @param args directory, port, whether each record is on disk before it is acknowledged */
        public static void main(String[] args) throws IOException {
            var settings = new EmbeddedKafka.Settings(Path.of(args[0]), Integer.parseInt(args[1]), Boolean.parseBoolean(args[2]));
            serve(EmbeddedKafka.start(settings), "ready");
        }
    }

    static final class Postgres {

        private Postgres() {}

        /** @param args directory */
        public static void main(String[] args) throws IOException {
            var database = EmbeddedDatabase.start(new EmbeddedDatabase.Settings(Path.of(args[0]), 0, true));
            serve(database, database.jdbcUrl() + " " + database.username());
        }
    }

    private static void serve(AutoCloseable server, String line) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
        System.out.println(line);
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            System.err.println("A server did not end properly: " + e);
        }
    }
}
