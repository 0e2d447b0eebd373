package io.orderlog.query.projection;

import org.springframework.jdbc.core.JdbcOperations;

/** Keeps the tables of one view. */
public interface Projection {

    /**
     * Writes what the batch changes. Has no other effect: a batch can be rolled back and written again.
     *
     * @param tables in a transaction in which unqualified names are the tables of the generation that is written
     */
    void write(ProjectionBatch batch, JdbcOperations tables);
}
