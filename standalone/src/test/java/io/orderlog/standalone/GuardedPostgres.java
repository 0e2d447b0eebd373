package io.orderlog.standalone;

import io.orderlog.embedded.EmbeddedDatabase;
import io.orderlog.http.TestCertificate;
import io.orderlog.query.testing.EncryptedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * A Postgres with the roles of {@code deploy/postgres-roles.sql}, which come in over TLS and with their passwords only, and something of
 * somebody else in it.
 */
record GuardedPostgres(EmbeddedDatabase database, TestCertificate certificate) implements AutoCloseable {

    private static final String BUNDLE = "postgres";
    private static final Map<String, String> PASSWORDS = Map.of("orderlog_projector", "p", "orderlog_queries", "q");

    static GuardedPostgres start(TestCertificate certificate) throws Exception {
        var postgres = new GuardedPostgres(EmbeddedDatabase.temporary(), certificate);
        String script = Files.readString(Path.of("../deploy/postgres-roles.sql"))
                .replace(":'projector_password'", "'p'")
                .replace(":'queries_password'", "'q'");
        try (Connection superuser = postgres.superuser(); var statement = superuser.createStatement()) {
            statement.execute("create schema elsewhere; create table elsewhere.secrets (secret text)");
            statement.execute(script);
        }
        EncryptedPostgres.show(certificate, postgres.database.jdbcUrl(), postgres.database.username());
        EncryptedPostgres.requirePasswords(postgres.database.jdbcUrl(), postgres.database.username());
        return postgres;
    }

    /** What the query service is started with. */
    List<String> springSettings() {
        return List.of("--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=orderlog_queries", "--spring.datasource.password=" + PASSWORDS.get("orderlog_queries"),
                "--orderlog.database.projector.username=orderlog_projector",
                "--orderlog.database.projector.password=" + PASSWORDS.get("orderlog_projector"),
                "--orderlog.database.ssl-bundle=" + BUNDLE,
                "--spring.ssl.bundle.jks.postgres.truststore.type=PKCS12",
                "--spring.ssl.bundle.jks.postgres.truststore.location=" + certificate.keys(),
                "--spring.ssl.bundle.jks.postgres.truststore.password=" + TestCertificate.PASSWORD);
    }

    Connection superuser() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.username(), "");
    }

    Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl() + "?sslmode=require", role, PASSWORDS.get(role));
    }

    @Override
    public void close() {
        database.close();
    }
}
