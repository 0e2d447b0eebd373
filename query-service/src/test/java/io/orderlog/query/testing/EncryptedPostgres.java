package io.orderlog.query.testing;

import io.orderlog.http.TestCertificate;
import java.security.Key;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import org.awaitility.Awaitility;

/** Makes a server that tests have started speak TLS. It writes its files itself, because nobody else may own them, and reads them again. */
public final class EncryptedPostgres {

    private EncryptedPostgres() {}

    /**
     * @param certificate the one that it shows from now on
     * @param superuser who needs no password
     */
    public static void show(TestCertificate certificate, String jdbcUrl, String superuser) throws Exception {
        KeyStore keys = certificate.store();
        Key key = keys.getKey("server", TestCertificate.PASSWORD.toCharArray());
        try (Connection connection = DriverManager.getConnection(jdbcUrl, superuser, "");
                Statement statement = connection.createStatement()) {
            write(pem("CERTIFICATE", keys.getCertificate("server").getEncoded()), "server.crt", statement);
            write(pem("PRIVATE KEY", key.getEncoded()), "server.key", statement);
            statement.execute("alter system set ssl = on");
            statement.execute("select pg_reload_conf()");
        }
        Awaitility.await().ignoreExceptions().until(() -> {
            try (Connection connection =
                    DriverManager.getConnection(jdbcUrl + "?sslmode=require", superuser, "")) {
                return connection.isValid(1);
            }
        });
    }

    /** From now on nobody but the superuser comes in without TLS and a password. */
    public static void requirePasswords(String jdbcUrl, String superuser) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, superuser, "");
                Statement statement = connection.createStatement()) {
            write("host all %s 127.0.0.1/32 trust\nhostssl all all 127.0.0.1/32 scram-sha-256".formatted(superuser),
                    "pg_hba.conf",
                    statement);
            statement.execute("select pg_reload_conf()");
        }
    }

    private static void write(String text, String file, Statement statement) throws SQLException {
        try (ResultSet directory = statement.executeQuery("show data_directory")) {
            directory.next();
            String path = directory.getString(1) + "/" + file;
            statement.execute("copy (select unnest(string_to_array('%s', E'\\n'))) to program 'umask 077; cat > %s'".formatted(text, path));
        }
    }

    private static String pem(String type, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(content);
        return "-----BEGIN %s-----\n%s\n-----END %s-----".formatted(type, text, type);
    }
}
