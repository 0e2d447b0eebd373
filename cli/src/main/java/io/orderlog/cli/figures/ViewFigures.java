package io.orderlog.cli.figures;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The figures as the live generation of the views has them, by {@code views.sql}. */
final class ViewFigures {

    private static final String LIVE_SCHEMA = """
            select schema_name
            from orderlog.live_generation join orderlog.generation using (number)
            order by since desc limit 1
            """;

    private ViewFigures() {}

    static Map<String, Long> read(String jdbcUrl, String username, String keyPrefix, ZoneId zone) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, username, null)) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            set(connection, "search_path", liveSchema(connection));
            set(connection, "orderlog.key_prefix", keyPrefix);
            set(connection, "orderlog.zone", zone.getId());
            return figures(connection);
        }
    }

    private static String liveSchema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(LIVE_SCHEMA)) {
            if (!rows.next()) {
                throw new SQLException("no generation of the views is live");
            }
            return rows.getString(1);
        }
    }

    /** Until the end of the transaction. */
    private static void set(Connection connection, String setting, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select set_config(?, ?, true)")) {
            statement.setString(1, setting);
            statement.setString(2, value);
            statement.execute();
        }
    }

    private static Map<String, Long> figures(Connection connection) throws SQLException {
        Map<String, Long> figures = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql())) {
            while (rows.next()) {
                figures.put(rows.getString("figure"), rows.getLong("amount"));
            }
        }
        return figures;
    }

    private static String sql() {
        try (InputStream resource = Objects.requireNonNull(ViewFigures.class.getResourceAsStream("views.sql"))) {
            return new String(resource.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
