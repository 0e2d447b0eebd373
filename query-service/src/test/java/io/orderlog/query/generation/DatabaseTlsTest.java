package io.orderlog.query.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.orderlog.embedded.EmbeddedDatabase;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

class DatabaseTlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String BUNDLE = "postgres";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void connectionsAreEncryptedAndTheServersCertificateIsLookedAtAndCanChange() throws Exception {
        KeyStore first = makeCertificate("first");
        KeyStore second = makeCertificate("second");
        var bundles = new DefaultSslBundleRegistry(BUNDLE, trusting(first));
        try (EmbeddedDatabase database = EmbeddedDatabase.temporary(); HikariDataSource pool = pool(database)) {
            DatabaseTls.use(BUNDLE, bundles, pool);
            show(first, database);
            assertThat(isEncrypted(pool)).isTrue();

            show(second, database);
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

    /** The server writes the files itself, because nobody else may own them, and reads them again. */
    private static void show(KeyStore keys, EmbeddedDatabase database) throws Exception {
        Key key = keys.getKey("server", PASSWORD);
        String[] files = {
                pem("CERTIFICATE", keys.getCertificate("server").getEncoded()), "server.crt", pem("PRIVATE KEY", key.getEncoded()),
                "server.key"};
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.username(), "");
                var statement = connection.createStatement()) {
            var directory = statement.executeQuery("show data_directory");
            directory.next();
            String data = directory.getString(1);
            for (int i = 0; i < files.length; i += 2) {
                statement.execute("copy (select unnest(string_to_array('%s', E'\\n'))) to program 'umask 077; cat > %s/%s'"
                        .formatted(files[i], data, files[i + 1]));
            }
            statement.execute("alter system set ssl = on");
            statement.execute("select pg_reload_conf()");
        }
        Awaitility.await().ignoreExceptions().until(() -> {
            try (Connection connection =
                    DriverManager.getConnection(database.jdbcUrl() + "?sslmode=require", database.username(), "")) {
                return connection.isValid(1);
            }
        });
    }

    private static String pem(String type, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(content);
        return "-----BEGIN %s-----%n%s%n-----END %s-----".formatted(type, text, type);
    }

    private static SslBundle trusting(KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        return SslBundle.of(SslStoreBundle.of(null, null, trusted));
    }

    /** By the JDK's own tool. */
    private KeyStore makeCertificate(String name) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-keyalg",
                "EC", "-alias", "server", "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1", "-validity", "1", "-storetype", "PKCS12",
                "-keystore", file.toString(), "-storepass", new String(PASSWORD)).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        return KeyStore.getInstance(file.toFile(), PASSWORD);
    }
}
