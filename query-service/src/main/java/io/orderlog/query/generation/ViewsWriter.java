package io.orderlog.query.generation;

import com.zaxxer.hikari.HikariDataSource;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The connections that fill the views, apart from those that answer queries, so that neither can starve the other. */
public final class ViewsWriter implements AutoCloseable {

    private static final String ENTER = """
            select set_config('search_path', ?, true), set_config('synchronous_commit', 'off', true)""";

    private final HikariDataSource pool;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    ViewsWriter(HikariDataSource pool) {
        this.pool = pool;
        this.jdbc = new JdbcTemplate(pool);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
    }

    /**
     * Runs the work in one transaction in which unqualified table names are those of the generation. Its commit does not wait for the
     * disk: after a crash, views and checkpoint are lost together and read again from the log.
     */
    public <T> T inTransaction(Generation generation, Supplier<T> work) {
        return transaction.execute(_ -> {
            jdbc.query(ENTER, _ -> {}, generation.schema());
            return work.get();
        });
    }

    public JdbcTemplate jdbc() {
        return jdbc;
    }

    @Override
    public void close() {
        pool.close();
    }
}
