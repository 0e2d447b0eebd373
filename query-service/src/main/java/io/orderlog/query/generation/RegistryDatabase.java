package io.orderlog.query.generation;

import com.zaxxer.hikari.HikariDataSource;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The connections of those who run the generations, so that neither queries nor projections can keep them out. */
public final class RegistryDatabase implements AutoCloseable {

    private final HikariDataSource pool;
    private final HikariDataSource patient;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    RegistryDatabase(HikariDataSource pool, HikariDataSource patient) {
        this.pool = pool;
        this.patient = patient;
        this.jdbc = new JdbcTemplate(pool);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
    }

    public JdbcTemplate jdbc() {
        return jdbc;
    }

    /** Statements of {@link #jdbc} within the work are one transaction. */
    public <T> T inTransaction(Supplier<T> work) {
        return transaction.execute(_ -> work.get());
    }

    /** For what may take hours, such as making an index. */
    public DataSource patient() {
        return patient;
    }

    @Override
    public void close() {
        pool.close();
        patient.close();
    }
}
