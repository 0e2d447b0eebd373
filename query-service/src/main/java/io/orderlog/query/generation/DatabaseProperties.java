package io.orderlog.query.generation;

import java.time.Duration;
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
 */
@ConfigurationProperties("orderlog.database")
record DatabaseProperties(
        @DefaultValue("16") int readConnections,
        @DefaultValue("4") int writeConnections,
        @DefaultValue("3s") Duration connectionTimeout,
        @DefaultValue("10s") Duration queryTimeout,
        @DefaultValue("false") boolean remakeOutdated) {}
