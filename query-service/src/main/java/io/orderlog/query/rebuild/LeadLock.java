package io.orderlog.query.rebuild;

import io.orderlog.query.generation.GenerationScripts;
import io.orderlog.query.generation.RegistryDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Of all instances of one release, one leads. Postgres lets another one take over as soon as its connection is gone. For one thread. */
@Component
class LeadLock {

    private static final String TRY = "select pg_try_advisory_lock(hashtext('orderlog.rebuild'), hashtext(?))";
    private static final int VALID_WITHIN_SECONDS = 5;

    private final DataSource database;
    private final String definition;
    private @Nullable Connection held;

    LeadLock(RegistryDatabase registry, GenerationScripts scripts) {
        this.database = registry.patient();
        this.definition = scripts.definition();
    }

    /** Whether this instance leads now, possibly from now on. */
    boolean isHeld() throws SQLException {
        Connection connection = held;
        if (connection != null) {
            if (connection.isValid(VALID_WITHIN_SECONDS)) {
                return true;
            }
            release();
        }
        return take();
    }

    private boolean take() throws SQLException {
        Connection connection = database.getConnection();
        try (var statement = connection.prepareStatement(TRY)) {
            statement.setString(1, definition);
            var row = statement.executeQuery();
            row.next();
            if (row.getBoolean(1)) {
                held = connection;
                return true;
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        connection.close();
        return false;
    }

    void release() {
        Connection connection = held;
        held = null;
        if (connection != null) {
            try (connection; var statement = connection.createStatement()) {
                statement.execute("select pg_advisory_unlock_all()");
            } catch (SQLException e) {
                // The connection is gone, and the lock with it.
            }
        }
    }
}
