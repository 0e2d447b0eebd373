package io.orderlog.query.generation;

import java.time.Duration;
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
 * @param remakeOutdated whether views whose tables were made by other scripts than this program's are dropped and made anew from the
 *        log, instead of refused; for a single instance
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
        @DefaultValue("false") boolean remakeOutdated,
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
