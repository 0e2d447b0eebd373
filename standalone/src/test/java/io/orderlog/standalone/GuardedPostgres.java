package io.orderlog.standalone;

import io.orderlog.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A Postgres with the roles of {@code deploy/postgres-roles.sql}, and something of somebody else in it. */
record GuardedPostgres(EmbeddedDatabase database) implements AutoCloseable {

    static GuardedPostgres start() throws IOException, SQLException {
        var postgres = new GuardedPostgres(EmbeddedDatabase.temporary());
        String script = Files.readString(Path.of("../deploy/postgres-roles.sql"))
                .replace(":'projector_password'", "'p'")
                .replace(":'queries_password'", "'q'");
        try (Connection superuser = postgres.connect(postgres.database.username()); var statement = superuser.createStatement()) {
            statement.execute("create schema elsewhere; create table elsewhere.secrets (secret text)");
            statement.execute(script);
        }
        return postgres;
    }

    String jdbcUrl() {
        return database.jdbcUrl();
    }

    Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), role, "");
    }

    @Override
    public void close() {
        database.close();
    }
}
