package io.orderlog.query.generation;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The connections to Postgres, whose address is {@code spring.datasource}.
 *
 * @param readConnections how many queries can be answered at once
 * @param writeConnections how many batches can be written at once
 * @param connectionTimeout how long a query waits for a connection before it is answered with 503
 * @param queryTimeout how long one statement of a query may take
 * @param scripts where the scripts are that make the tables of the views
 * @param shortLog how many records a log may have so that the very first views are shown while they are filled, instead of made in bulk
 *        and shown when they are complete
 * @param projector the role that makes and fills the views, so that the role of {@code spring.datasource} need not be able to write;
 *        {@code null}: the same role
 * @param sslBundle to connect with over TLS; {@code null}: as the address says
 */
@ConfigurationProperties("orderlog.database")
record DatabaseProperties(
        @DefaultValue("16") int readConnections,
        @DefaultValue("4") int writeConnections,
        @DefaultValue("3s") Duration connectionTimeout,
        @DefaultValue("10s") Duration queryTimeout,
        @DefaultValue("classpath:db/generation") List<String> scripts,
        @DefaultValue("100000") long shortLog,
        @Nullable Role projector,
        @Nullable String sslBundle) {

    /** Who connects. */
    record Role(String username, @Nullable String password) {

        /** Without the password, which nothing may show. */
        @Override
        public String toString() {
            return username;
        }
    }
}
