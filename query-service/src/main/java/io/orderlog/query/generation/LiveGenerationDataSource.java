package io.orderlog.query.generation;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Routes every read to the generation that is live when its connection is taken.
 *
 * <p>This is the only place that knows which schema is read. A transaction keeps its connection, so it never mixes generations; one
 * that begins after a switch is committed reads the new generation, on every instance.
 */
final class LiveGenerationDataSource extends DelegatingDataSource implements AutoCloseable {

    private static final String ROUTE = """
            select set_config('search_path', g.schema_name, false)
            from orderlog.live_generation l join orderlog.generation g on g.number = l.number""";

    private static final String CANNOT_CONNECT = "08001";

    private final HikariDataSource pool;

    LiveGenerationDataSource(HikariDataSource pool) {
        super(pool);
        this.pool = pool;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = pool.getConnection();
        try (PreparedStatement route = connection.prepareStatement(ROUTE)) {
            if (!route.executeQuery().next()) {
                throw new SQLException("no generation is live yet");
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw new SQLTransientConnectionException("The views are not there yet, or went away", CANNOT_CONNECT, e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
