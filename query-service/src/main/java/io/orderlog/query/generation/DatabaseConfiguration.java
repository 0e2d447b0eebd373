package io.orderlog.query.generation;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskDecorator;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DataSourceProperties.class, DatabaseProperties.class})
class DatabaseConfiguration {

    /** A write may have to wait for another instance's batch, but never for a peer that is gone. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(60);

    private static final int REGISTRY_CONNECTIONS = 4;
    private static final int PATIENT_CONNECTIONS = 6;
    private static final Duration PATIENT_IDLE = Duration.ofSeconds(10);

    @Bean
    DataSource dataSource(DataSourceProperties address, DatabaseProperties properties, SslBundles bundles, GenerationScripts scripts,
            MeterRegistry registry) {
        HikariDataSource pool = pool(address, properties, bundles, registry, "queries", properties.readConnections());
        endWithSilentPeers(pool);
        pool.setReadOnly(true);
        // Which index is best depends on how rare the words and statuses are that are asked for, so each statement is planned for them.
        pool.addDataSourceProperty("options",
                "-c plan_cache_mode=force_custom_plan -c statement_timeout=" + properties.queryTimeout().toMillis());
        return new LiveGenerationDataSource(pool, scripts.definition());
    }

    @Bean
    ViewsWriter viewsWriter(DataSourceProperties address, DatabaseProperties properties, SslBundles bundles, MeterRegistry registry) {
        HikariDataSource pool = projectorPool(address, properties, bundles, registry, "projections", properties.writeConnections());
        endWithSilentPeers(pool);
        return new ViewsWriter(pool);
    }

    @Bean
    RegistryDatabase registryDatabase(DataSourceProperties address, DatabaseProperties properties, SslBundles bundles,
            MeterRegistry registry) {
        HikariDataSource pool = projectorPool(address, properties, bundles, registry, "registry", REGISTRY_CONNECTIONS);
        endWithSilentPeers(pool);
        pool.setMinimumIdle(1);
        HikariDataSource patient = projectorPool(address, properties, bundles, registry, "registry-patient", PATIENT_CONNECTIONS);
        patient.setMinimumIdle(0);
        patient.setIdleTimeout(PATIENT_IDLE.toMillis());
        return new RegistryDatabase(pool, patient);
    }

    /** What a request goes on with on another thread is part of the request. */
    @Bean
    TaskDecorator keepsTheReadRoute() {
        return ReadRoute::carriedOn;
    }

    private static HikariDataSource projectorPool(
            DataSourceProperties address, DatabaseProperties properties, SslBundles bundles, MeterRegistry registry, String name,
            int connections) {
        HikariDataSource pool = pool(address, properties, bundles, registry, name, connections);
        if (properties.projector() != null) {
            pool.setUsername(properties.projector().username());
            pool.setPassword(properties.projector().password());
        }
        return pool;
    }

    /** Starts without Postgres: the service waits for it instead of failing. */
    private static HikariDataSource pool(
            DataSourceProperties address, DatabaseProperties properties, SslBundles bundles, MeterRegistry registry, String name,
            int connections) {
        HikariDataSource pool = address.initializeDataSourceBuilder().type(HikariDataSource.class).build();
        pool.setPoolName(name);
        pool.setMaximumPoolSize(connections);
        pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(properties.connectionTimeout().toMillis());
        pool.addDataSourceProperty("ApplicationName", "orderlog-" + name);
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        // Details of an error have pieces of rows, which belong into no log line.
        pool.addDataSourceProperty("logServerErrorDetail", "false");
        if (properties.sslBundle() != null) {
            DatabaseTls.use(properties.sslBundle(), bundles, pool);
        }
        return pool;
    }

    private static void endWithSilentPeers(HikariDataSource pool) {
        pool.addDataSourceProperty("socketTimeout", Long.toString(SOCKET_TIMEOUT.toSeconds()));
    }
}
