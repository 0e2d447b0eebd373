package io.orderlog.benchmarks.views;

import io.orderlog.benchmarks.process.Stage.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.postgresql.PGConnection;

/**
 * What no rebuild can beat: the rows that a rebuild wrote, taken out of Postgres and copied, ready as they are, into the same tables without
 * indexes.
 */
public final class ReadyRows {

    private static final String SCHEMA = "ready";
    private static final int PARTITIONS = 12;
    private static final int CONNECTIONS = 3;
    private static final int PIECE = 256 * 1024;

    private final Database database;
    private final Path folder;
    private final List<String> tables;

    /** Takes the rows out of the newest generation that is complete and not over. */
    public ReadyRows(Database database, Path folder) {
        this.database = database;
        this.folder = folder;
        try (Connection connection = database.connect()) {
            String schema =
                    strings(connection, "select schema_name from orderlog.generation where state = 'FOLLOWING' order by number desc")
                            .getFirst();
            tables = strings(connection, """
                    select table_name from information_schema.columns
                    where column_name = 'log_partition' and table_name not in ('checkpoint', 'parked_record')
                        and table_schema = '%s' order by table_name""".formatted(schema));
            Files.createDirectories(folder);
            execute(connection, "drop schema if exists ready cascade", "create schema ready");
            for (String table : tables) {
                execute(connection, "create table ready.%1$s (like %2$s.%1$s including defaults)".formatted(table, schema));
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    takeOut(connection, schema + "." + table, table, partition);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The rows can't be taken out", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void takeOut(Connection connection, String from, String table, int partition) throws SQLException, IOException {
        try (OutputStream file = Files.newOutputStream(file(table, partition))) {
            connection.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "copy (select * from %s where log_partition = %d) to stdout (format binary)".formatted(from, partition), file);
        }
    }

    /** Copies all of them while the topic is read, on as many connections as a rebuild has. @return the seconds until both are done */
    public double copyWhile(Callable<Long> readingTheTopic) {
        List<Callable<Long>> work = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int copied = partition;
            work.add(() -> copyIn(copied));
        }
        try (Connection connection = database.connect();
                var reader = Executors.newSingleThreadExecutor();
                var copiers = Executors.newFixedThreadPool(CONNECTIONS)) {
            execute(connection, "truncate " + String.join(", ", tables.stream().map(table -> SCHEMA + "." + table).toList()), "checkpoint");
            long begun = System.nanoTime();
            var read = reader.submit(readingTheTopic);
            for (var copied : copiers.invokeAll(work)) {
                copied.get();
            }
            read.get();
            return (System.nanoTime() - begun) / 1e9;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (Exception e) {
            throw new IllegalStateException("The rows can't be copied", e);
        }
    }

    private long copyIn(int partition) throws SQLException, IOException {
        long rows = 0;
        try (Connection connection = database.connect()) {
            execute(connection, "set synchronous_commit = off");
            for (String table : tables) {
                try (InputStream file = Files.newInputStream(file(table, partition))) {
                    rows += connection.unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("copy %s.%s from stdin (format binary)".formatted(SCHEMA, table), file, PIECE);
                }
            }
        }
        return rows;
    }

    /** @return how many bytes the rows are on the wire */
    public long bytes() {
        try (var files = Files.list(folder)) {
            long bytes = 0;
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String table, int partition) {
        return folder.resolve(table + "-" + partition);
    }

    private static List<String> strings(Connection connection, String query) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
