package io.orderlog.query.projection;

/** Keeps the tables of one view. */
public interface Projection {

    /**
     * Writes what the batch changes. Has no other effect: a batch can be rolled back and written again.
     *
     * @param tables writes to the generation of the batch, in its transaction
     */
    void write(ProjectionBatch batch, TableWriter tables);
}
