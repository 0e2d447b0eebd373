package io.orderlog.query.generation;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.ssl.WrappedFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * Connections to Postgres over TLS, with an SSL bundle of Spring Boot.
 *
 * <p>Public, and found by a name, because Postgres' driver makes it by itself for each connection.
 */
public final class DatabaseTls extends WrappedFactory {

    private static final Map<String, SslBundle> BUNDLES = new ConcurrentHashMap<>();

    /** As the driver makes it. */
    public DatabaseTls(String bundle) {
        factory = Objects.requireNonNull(BUNDLES.get(bundle)).createSslContext().getSocketFactory();
    }

    /** Every connection is made with the bundle as it is by then; when it changes, the old connections are given up one by one. */
    static void use(String name, SslBundles bundles, HikariDataSource pool) {
        BUNDLES.put(name, bundles.getBundle(name));
        bundles.addBundleUpdateHandler(name, renewed -> {
            BUNDLES.put(name, renewed);
            HikariPoolMXBean connections = pool.getHikariPoolMXBean();
            if (connections != null) {
                connections.softEvictConnections();
            }
        });
        pool.addDataSourceProperty("sslmode", "verify-full");
        pool.addDataSourceProperty("sslfactory", DatabaseTls.class.getName());
        pool.addDataSourceProperty("sslfactoryarg", name);
    }
}
