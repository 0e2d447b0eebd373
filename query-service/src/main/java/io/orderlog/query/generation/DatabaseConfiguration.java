package io.orderlog.query.generation;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DataSourceProperties.class, DatabaseProperties.class})
class DatabaseConfiguration {

    /** A write may have to wait for another instance's batch, but never for a peer that is gone. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(60);

    @Bean
    DataSource dataSource(DataSourceProperties address, DatabaseProperties properties, SslBundles bundles) {
        HikariDataSource pool = pool(address, properties, bundles, "queries", properties.readConnections());
        pool.setReadOnly(true);
        // Which index is best depends on how rare the words and statuses are that are asked for, so each statement is planned for them.
        pool.addDataSourceProperty("options",
                "-c plan_cache_mode=force_custom_plan -c statement_timeout=" + properties.queryTimeout().toMillis());
        return new LiveGenerationDataSource(pool);
    }

    @Bean
    ViewsWriter viewsWriter(DataSourceProperties address, DatabaseProperties properties, SslBundles bundles) {
        HikariDataSource pool = pool(address, properties, bundles, "projections", properties.writeConnections());
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        if (properties.projector() != null) {
            pool.setUsername(properties.projector().username());
            pool.setPassword(properties.projector().password());
        }
        return new ViewsWriter(pool);
    }

    /** Starts without Postgres: the service waits for it instead of failing. */
    private static HikariDataSource pool(
            DataSourceProperties address, DatabaseProperties properties, SslBundles bundles, String name, int connections) {
        HikariDataSource pool = address.initializeDataSourceBuilder().type(HikariDataSource.class).build();
        pool.setPoolName(name);
        pool.setMaximumPoolSize(connections);
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(properties.connectionTimeout().toMillis());
        pool.addDataSourceProperty("ApplicationName", "orderlog-" + name);
        pool.addDataSourceProperty("socketTimeout", Long.toString(SOCKET_TIMEOUT.toSeconds()));
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        if (properties.sslBundle() != null) {
            DatabaseTls.use(properties.sslBundle(), bundles, pool);
        }
        return pool;
    }
}
