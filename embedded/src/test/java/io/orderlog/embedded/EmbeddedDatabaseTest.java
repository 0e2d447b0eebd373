package io.orderlog.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    @Test
    void aTemporaryDatabaseGoesAwayAndComesBackWithItsDataUntilItIsClosed() throws SQLException {
        var database = EmbeddedDatabase.temporary();
        try (database) {
            execute(database, "create table note as select 'kept' as text");

            database.stop();
            assertThatThrownBy(() -> connect(database)).isInstanceOf(SQLException.class);

            database.startAgain();
            assertThat(query(database, "select text from note")).isEqualTo("kept");
            assertThat(query(database, "show fsync")).isEqualTo("off");
        }
        assertThatThrownBy(() -> connect(database)).isInstanceOf(SQLException.class);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theServerKeepsTheMemoryThatItCopiesRowsWith(@TempDir Path directory) throws Exception {
        try (var _ = EmbeddedDatabase.start(durable(directory))) {
            String pid = Files.readAllLines(directory.resolve("data/postmaster.pid")).getFirst().strip();

            assertThat(Files.readString(Path.of("/proc", pid, "environ"))).contains("MALLOC_TRIM_THRESHOLD_=16777216");
        }
    }

    @Test
    void aDurableDatabaseHealsAServerThatAKilledJvmLeftBehind(@TempDir Path directory) throws Exception {
        var leftBehind = EmbeddedDatabase.start(durable(directory));
        execute(leftBehind, "create table note as select 'kept' as text");

        try (var next = EmbeddedDatabase.start(durable(directory))) {
            assertThatThrownBy(() -> connect(leftBehind)).isInstanceOf(SQLException.class);
            assertThat(query(next, "select text from note")).isEqualTo("kept");
            assertThat(query(next, "show fsync")).isEqualTo("on");
        }
    }

    @Test
    void aServerThatWasLeftBehindIsFoundByAnyNameOfItsFolder(@TempDir Path directory) throws Exception {
        Path folder = Files.createDirectory(directory.resolve("first"));
        var leftBehind = EmbeddedDatabase.start(durable(folder));
        execute(leftBehind, "create table note as select 'kept' as text");
        Path link = Files.createSymbolicLink(directory.resolve("link"), folder);

        var throughLink = EmbeddedDatabase.start(durable(link));
        assertThatThrownBy(() -> connect(leftBehind)).isInstanceOf(SQLException.class);
        assertThat(query(throughLink, "select text from note")).isEqualTo("kept");

        Path moved = Files.move(folder, directory.resolve("moved"));
        EmbeddedDatabase.stopLeftover(moved);
        assertThatThrownBy(() -> connect(throughLink)).isInstanceOf(SQLException.class);
        try (var next = EmbeddedDatabase.start(durable(moved))) {
            assertThat(query(next, "select text from note")).isEqualTo("kept");
        }
    }

    @Test
    void aProcessNumberThatAnotherPostgresHasByNowIsNotTakenForOurs(@TempDir Path directory) throws Exception {
        Path ours = Files.createDirectory(directory.resolve("ours"));
        EmbeddedDatabase.start(durable(ours)).close();
        Path others = Files.createDirectory(directory.resolve("others"));
        try (var other = EmbeddedDatabase.start(durable(others))) {
            Files.copy(others.resolve("data/postmaster.pid"), ours.resolve("data/postmaster.pid"));

            try (var next = EmbeddedDatabase.start(durable(ours))) {
                assertThat(query(next, "select 'serves'")).isEqualTo("serves");
            }
            assertThat(query(other, "select 'serves'")).isEqualTo("serves");
        }
    }

    @Test
    void aDurableDatabaseRecoversFromAKilledServerEvenWhenItsProcessNumberIsTakenByAnother(@TempDir Path directory) throws Exception {
        var killed = EmbeddedDatabase.start(durable(directory));
        execute(killed, "create table note as select 'kept' as text");
        ProcessHandle server = ProcessHandle.of(serverProcess(directory)).orElseThrow();
        server.destroyForcibly();
        server.onExit().join();
        nameAnotherProcess(directory, ProcessHandle.current().pid());

        try (var next = EmbeddedDatabase.start(durable(directory))) {
            assertThat(query(next, "select text from note")).isEqualTo("kept");
        }
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void dataOfAnotherPostgresVersionIsRefusedInOneSentence(@TempDir Path directory) throws IOException {
        EmbeddedDatabase.start(durable(directory)).close();
        Files.writeString(directory.resolve("data/PG_VERSION"), "17\n");

        assertThatThrownBy(() -> EmbeddedDatabase.start(durable(directory))).isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("was written by Postgres 17, but this is Postgres 18");
    }

    private static EmbeddedDatabase.Settings durable(Path directory) {
        return new EmbeddedDatabase.Settings(directory, 0, true);
    }

    private static long serverProcess(Path directory) throws IOException {
        return Long.parseLong(Files.readAllLines(directory.resolve("data/postmaster.pid")).getFirst());
    }

    private static void nameAnotherProcess(Path directory, long pid) throws IOException {
        Path pidFile = directory.resolve("data/postmaster.pid");
        var lines = Files.readAllLines(pidFile);
        lines.set(0, Long.toString(pid));
        Files.write(pidFile, lines);
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.username(), "");
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = connect(database); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = connect(database); var statement = connection.createStatement(); var result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }
}
