package io.orderlog.query.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.orderlog.embedded.EmbeddedDatabase;
import io.orderlog.http.TestCertificate;
import io.orderlog.query.testing.EncryptedPostgres;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.SQLException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

class DatabaseTlsTest {

    private static final String BUNDLE = "postgres";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void connectionsAreEncryptedAndTheServersCertificateIsLookedAtAndCanChange() throws Exception {
        TestCertificate first = TestCertificate.make(folder, "first");
        TestCertificate second = TestCertificate.make(folder, "second");
        var bundles = new DefaultSslBundleRegistry(BUNDLE, trusting(first));
        try (EmbeddedDatabase database = EmbeddedDatabase.temporary(); HikariDataSource pool = pool(database)) {
            DatabaseTls.use(BUNDLE, bundles, pool);
            EncryptedPostgres.show(first, database.jdbcUrl(), database.username());
            assertThat(isEncrypted(pool)).isTrue();

            EncryptedPostgres.show(second, database.jdbcUrl(), database.username());
            pool.getHikariPoolMXBean().softEvictConnections();
            Awaitility.await().untilAsserted(() -> assertThatThrownBy(() -> isEncrypted(pool)).isInstanceOf(SQLException.class));

            bundles.updateBundle(BUNDLE, trusting(second));
            assertThat(isEncrypted(pool)).isTrue();
        }
    }

    private static HikariDataSource pool(EmbeddedDatabase database) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.username());
        pool.setMaximumPoolSize(1);
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(2_000);
        return pool;
    }

    private static boolean isEncrypted(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                var row = connection.createStatement().executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static SslBundle trusting(TestCertificate certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("server", certificate.store().getCertificate("server"));
        return SslBundle.of(SslStoreBundle.of(null, null, trusted));
    }
}
