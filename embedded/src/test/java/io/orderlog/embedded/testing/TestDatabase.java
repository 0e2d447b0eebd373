package io.orderlog.embedded.testing;

import io.orderlog.embedded.EmbeddedDatabase;

/** One real Postgres server that a test may stop, with one empty database. */
public interface TestDatabase extends AutoCloseable {

    /** On a free port; its data is gone when it is closed or when the JVM ends. */
    static TestDatabase start() {
        return switch (TestServers.chosen()) {
            case EMBEDDED -> new OnThisMachine(EmbeddedDatabase.temporary());
            case CONTAINERS -> ContainerDatabase.start();
        };
    }

    /** The database's address for JDBC, without user name; the same for as long as this object lives. */
    String jdbcUrl();

    /** The superuser; there is no password. */
    String username();

    /** Closes open connections and keeps its data; does nothing when it is stopped. */
    void stop();

    /** On the same port and data, and returns when it serves clients; does nothing when it runs. */
    void startAgain();

    @Override
    void close();

    /** The server of the launcher. */
    record OnThisMachine(EmbeddedDatabase database) implements TestDatabase {

        @Override
        public String jdbcUrl() {
            return database.jdbcUrl();
        }

        @Override
        public String username() {
            return database.username();
        }

        @Override
        public void stop() {
            database.stop();
        }

        @Override
        public void startAgain() {
            database.startAgain();
        }

        @Override
        public void close() {
            database.close();
        }
    }
}
