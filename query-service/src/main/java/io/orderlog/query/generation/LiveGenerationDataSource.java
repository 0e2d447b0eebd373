package io.orderlog.query.generation;

import com.zaxxer.hikari.HikariDataSource;
import io.orderlog.query.generation.ReadRoute.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Routes every read to the generation that is live when its request reads for the first time: that of this release, or while there is
 * none, that of any other release.
 *
 * <p>This is the only place that knows which schema is read. A request and a transaction keep their generation, so neither ever mixes
 * two; one that begins after a switch is committed reads the new generation, on every instance.
 */
final class LiveGenerationDataSource extends DelegatingDataSource implements AutoCloseable {

    private static final String LIVE = """
            select set_config('search_path', g.schema_name, false), l.definition = ?
            from orderlog.live_generation l join orderlog.generation g on g.number = l.number
            order by l.definition = ? desc, l.since desc limit 1""";

    private static final String KNOWN = "select set_config('search_path', ?, false)";
    private static final String CANNOT_CONNECT = "08001";

    private final HikariDataSource pool;
    private final String definition;

    LiveGenerationDataSource(HikariDataSource pool, String definition) {
        super(pool);
        this.pool = pool;
        this.definition = definition;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = pool.getConnection();
        try {
            route(connection, ReadRoute.current());
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw new SQLTransientConnectionException("The views are not there yet, or went away", CANNOT_CONNECT, e);
        }
    }

    private void route(Connection connection, @Nullable ReadRoute route) throws SQLException {
        Target known = route == null ? null : route.target();
        if (known != null) {
            enter(connection, known.schema());
            return;
        }
        Target live = enterLive(connection);
        if (route != null) {
            route.target(live);
        }
    }

    private static void enter(Connection connection, String schema) throws SQLException {
        try (PreparedStatement enter = connection.prepareStatement(KNOWN)) {
            enter.setString(1, schema);
            enter.execute();
        }
    }

    private Target enterLive(Connection connection) throws SQLException {
        try (PreparedStatement enter = connection.prepareStatement(LIVE)) {
            enter.setString(1, definition);
            enter.setString(2, definition);
            ResultSet live = enter.executeQuery();
            if (!live.next()) {
                throw new SQLException("no generation is live yet");
            }
            return new Target(live.getString(1), live.getBoolean(2));
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
